"""The page that a learner reads: points, what to look at first, then each exercise.

It asks the network for nothing and runs no script: it is opened from a disk, in JupyterLab's
viewer and on a hub. Templates, texts and colours of code are made once for a whole class.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from nbconvert.filters import ansi2html
from nbformat import NotebookNode

from autograder.grading_rules import ALL, HINTS
from autograder.pages.code import coloured, plain
from autograder.pages.hints import hints_in
from autograder.pages.markdown import html_of
from autograder.pages.outline import outline
from autograder.pages.polish import PLAIN, polish

TAG = re.compile(r'<[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>')
HEADING = re.compile(r"(?<=^<)(/?)h([1-6])(?=[\s>])")
LOWEST = 4  # headings of a text come below the page's own, and none is passed over
OF_THE_PAGE = re.compile(r'\ssrc="data:')
NOT_SHOWN = "<em>(a picture that lies elsewhere)</em>"  # whoever keeps it would see who reads


def feedback_page(
    notebook: NotebookNode, assignment: str, sums: Mapping[str, float], shows: str = ALL
) -> str:
    """Return the page on a graded notebook whose cells have their points.

    It tells all, or the points only, or these and hints.
    """
    polished = copy.deepcopy(notebook)
    polish(polished)
    return rendered(polished, assignment, sums, shows)


def rendered(
    notebook: NotebookNode, assignment: str, sums: Mapping[str, float], shows: str = ALL
) -> str:
    """Return the page on a notebook that is polished."""
    hints = hints_in(notebook, assignment) if shows == HINTS else {}
    return _template().render(
        assignment=assignment,
        sums=sums,
        outline=outline(notebook),
        tells_all=shows == ALL,
        hints=hints,
    )


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
        "ansi": lambda text: Markup(ansi2html(text)),
        "breakable": lambda text: Markup("_<wbr>").join(text.split("_")),
        "code": _code,
        "html": _html,
        "markdown": lambda cell: fitting(html_of(cell.source, cell.get("attachments"))),
        "points": lambda points: f"{round(points, 2):g}",
        "text": lambda text: fitting(html_of(text)),
    }
    return environment.get_template("feedback.html.j2")


def _code(cell: NotebookNode) -> Markup:
    return plain(cell.source) if cell.metadata.get(PLAIN) else coloured(cell.source)


def _html(source: str, picture: str) -> Markup:
    """Return HTML that has been cleaned before; pictures without a text get one."""
    return fitting(source, picture)


def fitting(html: str, picture: str = "") -> Markup:
    """Fit HTML into the page.

    Its headings come below the page's own, boxes to tick become signs, and no picture is from
    elsewhere.
    """
    return Markup(TAG.sub(lambda match: _fitted(match[0], picture), html))


def _fitted(tag: str, picture: str) -> str:
    if tag.startswith("<input"):  # of a list of tasks; nobody could tick it
        return "☑ " if " checked" in tag else "☐ "
    if not tag.startswith("<img"):
        return HEADING.sub(_lowered, tag)
    if not OF_THE_PAGE.search(tag):
        return NOT_SHOWN
    return tag if " alt=" in tag else tag.replace("<img", f'<img alt="{picture}"', 1)


def _lowered(match: re.Match[str]) -> str:
    return f"{match[1]}h{min(int(match[2]) + 2, LOWEST)}"
