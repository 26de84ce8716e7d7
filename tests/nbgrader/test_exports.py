"""Grades for learning management systems, written by the real `nbgrader export`."""

from __future__ import annotations

import csv
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.exports import Canvas, Csv, Moodle, harmless
from tests import warm

pytestmark = pytest.mark.nbgrader

# As spreadsheets know it, behind white space, quotes and what cannot be seen.
FORMULA = re.compile(r"[\s\"\u200b]*[-=+@＝＋－＠﹢⁼]")
NAMES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
ODD = {
    "comma": ("O'Neil, Jr", "Ann"),
    "quotes": ('de "la" Cruz', "Zoë"),
    "lines": ("two\nlines", "and\r\nmore"),
    "semicolon": ("semi;=1+1", "colon;"),
    "formula": ('=HYPERLINK("http://x")', "@SUM(A1)"),
    "script": ("Иванова", "愛"),
    "backslash": ("ends in \\", "\\"),
    "nameless": (None, None),
    "spaces": (" \u00a0=1+1", "\u200b\t＝1+1"),
    "other signs": ("﹢1", "⁼1"),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with odd names, a late submission and one that is missing."""
    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text(
        "from autograder.nbgrader_plugin.configuration import configure\n"
        "c = get_config()\nconfigure(c)\nc.Canvas.assignment_ids = {'cells': 1234}\n"
    )
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        for name in ("cells", "bptt"):
            gradebook.add_assignment(name)
            gradebook.add_notebook(name, name)
            gradebook.add_grade_cell("test", name, name, max_score=10, cell_type="code")
        for number, (student, (last, first)) in enumerate(ODD.items(), 1):
            gradebook.add_student(
                student,
                last_name=last,
                first_name=first,
                email=f"{student}@example.org",
                lms_user_id=str(number),
            )
            notebook = gradebook.add_submission("cells", student).notebooks[0]
            notebook.grades[0].auto_score = number
            notebook.grades[0].needs_manual_grade = student in ("script", "backslash")
        failed = gradebook.find_submission_notebook("cells", "cells", "backslash")
        failed.grades[0].auto_score = 0
        late = gradebook.find_submission_notebook("cells", "cells", "comma")
        late.late_submission_penalty = 0.25
        gradebook.find_student("quotes").lms_user_id = "5f3a-opaque"
        gradebook.db.commit()
    return root


def export(course: Path, exporter: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader's command with one of our exporters, or with none that is named."""
    name = f"--exporter=autograder.nbgrader_plugin.exports.{exporter}"
    return warm.run(("nbgrader", "export", *([name] if exporter else []), *options), course)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def formulas(path: Path) -> list[str]:
    """Return what a spreadsheet would run, also one that ends cells at semicolons or tabs."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    cells = (cell for line in lines for mark in ",;\t|" for cell in line.split(mark))
    return [cell for cell in cells if FORMULA.match(cell)]


def test_a_spreadsheet_has_a_row_for_each_learner(course: Path) -> None:
    result = export(course, "Csv")
    assert result.returncode == 0, result.stderr
    assert "cells: points may change, for people have to look at submissions (2)." in result.stderr
    assert "cells: not graded yet, since the grader failed: backslash." in result.stderr
    table = {row["student_id"]: row for row in rows(course / "grades.csv")}
    assert len(table) == len(ODD) == len(rows(course / "grades.csv"))
    plain = {name: ODD[name] for name in ("comma", "quotes", "lines", "script")}
    assert {n: (table[n]["last_name"], table[n]["first_name"]) for n in plain} == plain
    assert table["formula"]["last_name"] == '\'=HYPERLINK("http://x")'
    assert table["formula"]["first_name"] == "'@SUM(A1)"
    points = ("cells", "cells (maximum)", "bptt", "bptt (maximum)")
    assert [table["comma"][column] for column in points] == ["0.75", "10", "", "10"]
    assert table["backslash"]["cells"] == "not graded yet"
    assert formulas(course / "grades.csv") == []


def test_without_an_exporter_that_is_named_it_is_ours(course: Path) -> None:
    assert export(course, "", "--to=any.csv").returncode == 0
    assert formulas(course / "any.csv") == []


def test_what_is_no_formula_stays_as_it_is() -> None:
    for text in ("O'Neil, Jr", "Müller-Lüdenscheid", "a@b.org", "愛; colon", "1.5", ""):
        assert harmless(text) == text


def test_canvas_finds_learners_and_assignments(course: Path) -> None:
    assert export(course, "Canvas").returncode == 0
    possible, *learners = rows(course / "canvas.csv")
    assert possible == {
        "Student": "    Points Possible",
        **dict.fromkeys(("ID", "SIS User ID", "SIS Login ID", "Section"), ""),
        "bptt": "10",
        "cells (1234)": "10",
    }
    table = {row["SIS Login ID"]: row for row in learners}
    assert table["comma"] == {
        "Student": "O'Neil, Jr, Ann",
        "ID": "1",
        "SIS User ID": "",
        "SIS Login ID": "comma",
        "Section": "",
        "bptt": "",
        "cells (1234)": "0.75",
    }
    assert (table["quotes"]["ID"], table["quotes"]["SIS User ID"]) == ("", "5f3a-opaque")
    assert table["nameless"]["Student"] == "nameless"
    assert table["backslash"]["cells (1234)"] == ""
    assert formulas(course / "canvas.csv") == []


def test_moodle_finds_learners(course: Path) -> None:
    assert export(course, "Moodle", "--to", "elsewhere.csv").returncode == 0
    table = {row["Username"]: row for row in rows(course / "elsewhere.csv")}
    assert table["script"] == {
        "Username": "script",
        "ID number": "6",
        "Last name": "Иванова",
        "First name": "愛",
        "Email address": "script@example.org",
        "cells": "6",
        "cells (maximum)": "10",
        "bptt": "",
        "bptt (maximum)": "10",
    }
    assert "\\" not in (course / "elsewhere.csv").read_text(encoding="utf-8-sig")
    assert formulas(course / "elsewhere.csv") == []


def test_some_learners_of_one_assignment(course: Path) -> None:
    chosen = ('--assignment=["cells"]', '--student=["comma", "lines"]', "--to=some.csv")
    assert export(course, "Csv", *chosen).returncode == 0
    table = rows(course / "some.csv")
    assert {row["student_id"] for row in table} == {"comma", "lines"}
    assert "bptt" not in table[0]


def test_an_unknown_assignment_is_an_error(course: Path) -> None:
    result = export(course, "Csv", '--assignment=["cell"]', "--to=none.csv")
    assert result.returncode == 2
    assert "The gradebook does not know cell." in result.stderr
    assert not (course / "none.csv").exists()


@pytest.mark.parametrize(
    ("exporter", "column"), [(Csv, "last_name"), (Moodle, "Last name"), (Canvas, "Student")]
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES)
def test_any_name_survives(
    exporter: type[Csv], column: str, tmp_path: Path, gradebook: Gradebook, name: str
) -> None:
    gradebook.find_student("learner").last_name = name
    plugin = exporter()
    plugin.to = str(tmp_path / "grades.csv")
    plugin.export(gradebook)
    written = rows(tmp_path / "grades.csv")[-1][column]
    expected = name.replace("\\", "/") if exporter is Moodle else name
    if exporter is Canvas:
        expected = name or "learner"
    assert written == harmless(expected)
    assert written.replace("'", "") == expected.replace("'", "")
    assert not FORMULA.match(written)


@pytest.fixture(scope="module")
def gradebook() -> Gradebook:
    book = Gradebook("sqlite:///:memory:")
    book.add_student("learner")
    return book
