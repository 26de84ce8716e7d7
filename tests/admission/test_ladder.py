"""Whatever learners can shape takes time in proportion to its size, however odd it is."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.grading.admission import admit
from autograder.grading.sanitize import Room, sanitize
from autograder.grading.submission import Unreadable, parse
from autograder.nbgrader_plugin.marking_page import Show
from autograder.pages import code, markdown
from autograder.pages.page import feedback_page

from .marking import RESOURCES, SETTINGS
from .place import write
from .rungs import CASES, brackets

RELEASE = new_notebook()
SUMS = {"score": 0.0, "max_score": 0.0, "late_penalty": 0.0}
SMALLEST = 12_500
RUNGS = (1, 2, 8)
TOO_SHORT = 0.02  # seconds: below, a clock says little
TOO_LONG = 5.0
# From the second rung to the last, sizes grow 4 times. What grows with the square takes 16 times.
MOST_GROWTH = 8
MOST_TRIES = 3
# Others on it are as on the learner's page.
ON_THE_MARKING_PAGE = (
    *(
        "one text of brackets",
        "texts of brackets",
        "one text of tags",
        "code of continuation lines",
    ),
    *("code of signs", "texts of code of an odd language"),
)


@pytest.mark.parametrize("case", CASES)
def test_time_grows_with_size(tmp_path: Path, case: str) -> None:
    folders = [tmp_path / str(rung) / "learner" / "cells" for rung in RUNGS]
    for rung, folder in zip(RUNGS, folders, strict=True):
        write(folder, {"cells": CASES[case](rung * SMALLEST)})
    _check(lambda rung: _page_in_new_caches(folders[rung]))


@pytest.mark.parametrize("case", ON_THE_MARKING_PAGE)
def test_time_of_the_marking_page_grows_with_size(tmp_path: Path, case: str) -> None:
    paths = [tmp_path / f"{rung}.ipynb" for rung in RUNGS]
    for rung, path in zip(RUNGS, paths, strict=True):
        folder = tmp_path / str(rung) / "learner" / "cells"
        write(folder, {"cells": CASES[case](rung * SMALLEST)})
        nbformat.write(admit(folder, RELEASE, "cells"), path)
    _check(lambda rung: Show(str(paths[rung]), RESOURCES, SETTINGS)())


def test_time_of_what_is_no_json() -> None:
    files = [brackets(rung * 20 * SMALLEST) for rung in RUNGS]

    def step(rung: int) -> None:
        with pytest.raises(Unreadable):
            parse(files[rung])

    _check(step)


def test_what_is_too_much_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "learner" / "cells"
    line, megabyte = "a line of text, and not a short one\n", 1 << 20
    long = line * (3 * megabyte // len(line))
    texts = [new_markdown_cell(text) for text in (long, long, "_short_")]
    code_cells = [new_code_cell(f'"""{long}"""') for _ in range(2)]
    printed = [new_output("stream", name="stdout", text=long) for _ in range(4)]
    write(folder, {"cells": [*texts, *code_cells, new_code_cell("show()", outputs=printed)]})
    page = page_of(folder)
    assert len(page) < 17 * megabyte
    assert page.count("characters is left out") == page.count("characters of code are not") == 1
    assert page.count("Outputs that are not shown, since the notebook shows too much: 2.") == 1
    assert "<em>short</em>" in page and "show" in page


def _check(step: Callable[[int], object]) -> None:
    """Climb the ladder; again where something else may have taken the processor's time."""
    for _ in range(MOST_TRIES):
        seconds: list[float] = []
        for rung in range(len(RUNGS)):
            seconds.append(_timed(lambda: step(rung)))  # noqa: B023  # called at once
            assert seconds[-1] < TOO_LONG
        if seconds[-1] <= MOST_GROWTH * max(seconds[1], TOO_SHORT):
            return
    pytest.fail(f"the times of sizes that double are {seconds}")


def _timed(step: Callable[[], object]) -> float:
    gc.disable()  # its time grows with what other tests have left behind
    try:
        started = time.process_time()
        step()
        return time.process_time() - started
    finally:
        gc.enable()


def _page_in_new_caches(folder: Path) -> str:
    markdown.rendered.cache_clear()
    code.coloured.cache_clear()
    return page_of(folder)


def page_of(folder: Path) -> str:
    """Admit a submission, show what its file says that it shows, and make the page."""
    notebook = admit(folder, RELEASE, "cells")
    cells = json.loads((folder / "cells.ipynb").read_bytes())["cells"]
    outputs = [from_dict(cell["outputs"]) for cell in cells if cell.get("outputs")]
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    room = Room()  # only the last cells of a case show something
    for cell, shown in zip(reversed(code_cells), outputs, strict=False):
        cell.outputs = sanitize(shown, room)
    return feedback_page(notebook, "cells", SUMS)
