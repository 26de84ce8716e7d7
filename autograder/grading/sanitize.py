"""Outputs of learners' code, made safe to show: no script reaches a staff member's browser."""

from __future__ import annotations

import nh3
from nbformat import NotebookNode

from autograder.grading.submission import is_base64

PICTURES = ("image/png", "image/jpeg")
LATEX = "text/latex"
SCHEMES = {"http", "https", "mailto"}


def sanitize(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Keep text and pictures, clean HTML of everything active, and drop all other kinds.

    Metadata goes, too: pages write the size of a picture as it is, and frame what is isolated.
    """
    return [_sanitized(output) for output in outputs]


def _sanitized(output: NotebookNode) -> NotebookNode:
    if "data" in output:
        output.data = NotebookNode(_shown(output.data))
        output.metadata = NotebookNode()
    return output


def _shown(data: NotebookNode) -> dict[str, str]:
    texts = {kind: content for kind, content in data.items() if isinstance(content, str)}
    shown = {
        kind: "".join(texts[kind].split())
        for kind in PICTURES
        if kind in texts and is_base64("".join(texts[kind].split()))
    }
    if "text/html" in texts:
        shown["text/html"] = nh3.clean(texts["text/html"], url_schemes=SCHEMES)
    # Formulas are shown as they are written: a page's TeX knows links and styles.
    plain = texts.get(LATEX, texts.get("text/plain"))
    if plain is not None:
        shown["text/plain"] = plain
    return shown
