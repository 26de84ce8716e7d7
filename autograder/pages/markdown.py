"""Markdown as HTML: with formulas as MathML, and nothing that would keep a page from being made."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.grading.prose import code_in
from autograder.pages.code import KEPT, coloured, plain
from autograder.pages.formulas import mathml

PYTHON = {"python", "python3", "py", "ipython", "ipython3"}


class Renderer(IPythonRenderer):
    """Shows formulas, and code in no colours but Python's: some languages' take any time."""

    def __init__(self, attachments: dict[str, Any]) -> None:
        super().__init__(
            escape=False, attachments=attachments, exclude_anchor_links=True, embed_images=False
        )

    def block_code(self, code: str, info: str | None = None) -> str:
        """Return a block of code."""
        language = (info or "").strip().partition(" ")[0]
        return _block(coloured(code) if language in PYTHON else plain(code))

    def table(self, text: str) -> str:
        """Return a table, which may be wider than a phone; what scrolls is reached by keys."""
        return f'<div class="scroll" tabindex="0"><table>\n{text}</table></div>\n'

    def block_math(self, body: str) -> str:
        """Return a formula on lines of its own."""
        return mathml(body, is_display=True) or super().block_math(body)

    def inline_math(self, body: str) -> str:
        """Return a formula within a line."""
        return mathml(body, is_display=False) or super().inline_math(body)

    def latex_environment(self, name: str, body: str) -> str:
        """Return a formula that says itself what it is."""
        formula = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return mathml(formula, is_display=True) or super().latex_environment(name, body)


def html_of(source: str, attachments: dict[str, Any] | None = None) -> Markup:
    """Return a text as HTML; pictures may be attached to it."""
    return _rendered(source, attachments) if attachments else rendered(source)


@lru_cache(KEPT)
def rendered(source: str) -> Markup:
    """Return a text without attachments as HTML."""
    return _rendered(source, {})


def _rendered(source: str, attachments: dict[str, Any]) -> Markup:
    code = code_in(source)
    if code is None:
        try:
            return Markup(MarkdownWithMath(renderer=Renderer(attachments)).render(source))
        except Exception:  # a picture that is not attached, and what else nobody thought of
            code = source
    return Markup(_block(plain(code)))


def _block(code: Markup) -> str:
    return f'<div class="highlight"><pre tabindex="0"><code>{code}\n</code></pre></div>\n'
