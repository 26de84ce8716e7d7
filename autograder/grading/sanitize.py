"""Outputs of learners' code, made safe to show: no script reaches a staff member's browser."""

from __future__ import annotations

import re
from dataclasses import dataclass

import nh3
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.grading.submission import is_base64

PICTURES = ("image/png", "image/jpeg")
LATEX = "text/latex"
SCHEMES = {"http", "https", "mailto"}
TOO_MUCH_HTML = "This HTML is too large or too nested to be shown as a page. As it was written:"
TOO_MUCH = "… Outputs that are not shown, since the notebook shows too much: {:,}.\n"

LARGEST_HTML = 50_000  # characters; what is nested takes time that grows with the square
# A browser, and what cleans for it, copies open elements like these into all that follow.
COPIED = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE)
COLOUR = re.compile(r"\x1b\[[^\n@-~]*+[@-~]?")
LONGEST_COLOURED = 20_000  # characters; nbconvert copies the rest of a text at each colour


@dataclass
class Room:
    """What there is still room for among all outputs of one notebook."""

    outputs: int = 2_000
    size: int = 8 << 20
    html: int = 500_000
    copies: int = 200_000
    coloured: int = 500_000

    def takes(self, output: NotebookNode) -> bool:
        """Say whether there is room for an output that is clean, and take it."""
        texts = [*output.get("data", {}).values(), output.get("text", "")]
        size = sum(map(len, [*texts, *output.get("traceback", [])]))
        is_shown = size <= self.size
        self.size -= size if is_shown else 0
        return is_shown

    def takes_html(self, html: str) -> bool:
        """Say whether there is room for this HTML, and take it."""
        copies = len(COPIED.findall(html)) * html.count("<")
        if len(html) > min(self.html, LARGEST_HTML) or copies > self.copies:
            return False
        self.html -= len(html)
        self.copies -= copies
        return True

    def takes_colours(self, text: str) -> bool:
        """Say whether there is room for the colours of this text, and take it."""
        if len(text) > min(self.coloured, LONGEST_COLOURED):
            return False
        self.coloured -= len(text)
        return True


def sanitize(outputs: list[NotebookNode], room: Room | None = None) -> list[NotebookNode]:
    """Keep text and pictures, clean HTML of everything active, and drop all other kinds.

    Metadata goes, too: pages write the size of a picture as it is, and frame what is isolated.
    What is too much is shown plainly, as far as there is room.
    """
    room = room or Room()
    sanitized = [_sanitized(output, room) for output in outputs[: room.outputs]]
    room.outputs -= len(sanitized)
    shown = [output for output in sanitized if room.takes(output)]
    if len(shown) < len(outputs):
        text = TOO_MUCH.format(len(outputs) - len(shown))
        shown.append(new_output("stream", name="stdout", text=text))
    return shown


def _sanitized(output: NotebookNode, room: Room) -> NotebookNode:
    if "data" in output:
        output.data = NotebookNode(_shown(output.data, room))
        output.metadata = NotebookNode()
    elif "text" in output:
        output.text = _coloured(output.text, room)
    elif "traceback" in output:
        output.traceback = _coloured("\n".join(output.traceback), room).split("\n")
    return output


def _shown(data: NotebookNode, room: Room) -> dict[str, str]:
    texts = {kind: content for kind, content in data.items() if isinstance(content, str)}
    shown = {
        kind: "".join(texts[kind].split())
        for kind in PICTURES
        if kind in texts and is_base64("".join(texts[kind].split()))
    }
    # Formulas are shown as they are written: a page's TeX knows links and styles.
    plain = texts.get(LATEX, texts.get("text/plain"))
    html = texts.get("text/html")
    if html is not None:
        if room.takes_html(html):
            shown["text/html"] = nh3.clean(html, url_schemes=SCHEMES)
        else:
            plain = f"{TOO_MUCH_HTML}\n{html}"
    if plain is not None:
        shown["text/plain"] = _coloured(plain, room)
    return shown


def _coloured(text: str, room: Room) -> str:
    """Return a text, without its colours where they are too many."""
    return text if "\x1b" not in text or room.takes_colours(text) else COLOUR.sub("", text)
