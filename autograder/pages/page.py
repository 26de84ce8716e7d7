"""The page that a learner reads: points, what to look at first, then each exercise.

It asks the network for nothing and runs no script: it is opened from a disk, in JupyterLab's
viewer and on a hub. Templates, texts and colours of code are made once for a whole class.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from nbconvert.filters import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.pages.outline import outline
from autograder.pages.polish import polish

KEPT = 2000  # texts: of a class, most are the same
HEADING = re.compile(r"(?<=<)(/?)h([1-6])(?=[\s>])")
LOWEST = 4  # headings of a text come below the page's own, and none is passed over
ELSEWHERE = re.compile(r'<img(?![^>]*\ssrc="data:)[^>]*>')
NOT_SHOWN = "<em>(a picture that lies elsewhere)</em>"  # whoever keeps it would see who reads
WITHOUT_TEXT = re.compile(r"<img(?![^>]*\salt=)")
FORMATTER = HtmlFormatter(nowrap=True)
LEXER = PythonLexer(stripnl=False)


def feedback_page(notebook: NotebookNode, assignment: str, sums: Mapping[str, float]) -> str:
    """Return the page on a graded notebook whose cells have their points."""
    polished = copy.deepcopy(notebook)
    polish(polished)
    return rendered(polished, assignment, sums)


def rendered(notebook: NotebookNode, assignment: str, sums: Mapping[str, float]) -> str:
    """Return the page on a notebook that is polished."""
    return _template().render(assignment=assignment, sums=sums, outline=outline(notebook))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("autograder.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "breakable": lambda text: Markup("_<wbr>").join(text.split("_")),
        "ansi": lambda text: Markup(ansi2html(text)),
        "html": _html,
        "markdown": _markdown,
        "points": lambda points: f"{round(points, 2):g}",
        "python": _python,
        "text": _text,
    }
    return environment.get_template("feedback.html.j2")


def _markdown(cell: NotebookNode) -> Markup:
    """Render a cell; pictures may be attached to it."""
    attachments = cell.get("attachments")
    return _rendered(cell.source, attachments) if attachments else _text(cell.source)


@lru_cache(KEPT)
def _text(source: str) -> Markup:
    return _rendered(source, {})


def _rendered(source: str, attachments: dict[str, Any]) -> Markup:
    renderer = IPythonRenderer(
        escape=False, attachments=attachments, exclude_anchor_links=True, embed_images=False
    )
    return Markup(_fitting(MarkdownWithMath(renderer=renderer).render(source)))


def _html(source: str, picture: str) -> Markup:
    """Return HTML that has been cleaned before; pictures without a text get one."""
    return Markup(WITHOUT_TEXT.sub(f'<img alt="{picture}"', _fitting(source)))


def _fitting(html: str) -> str:
    """Fit HTML into the page: its headings below the page's own, and no picture from elsewhere."""
    return ELSEWHERE.sub(NOT_SHOWN, HEADING.sub(_lowered, html))


def _lowered(match: re.Match[str]) -> str:
    return f"{match[1]}h{min(int(match[2]) + 2, LOWEST)}"


@lru_cache(KEPT)
def _python(source: str) -> Markup:
    return Markup(highlight(source, LEXER, FORMATTER).rstrip("\n"))
