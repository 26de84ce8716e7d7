"""Attacks on whoever reads a page: what learners wrote must not pass for the course's words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from autograder.demo.sample import filled
from autograder.graders.evidence import QUOTE, quoted
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.shown import show
from autograder.grading.submission import parse
from autograder.nbgrader_plugin.marking_page import Show
from autograder.pages.page import feedback_page
from tests.admission.marking import RESOURCES, SETTINGS

from .attack import ATTRIBUTION, Attack, attacks
from .grading import cell_of, evidence, graded, running_grader

pytestmark = pytest.mark.sandbox
ALL = attacks(ATTRIBUTION)
ON_PAGES = [attack for attack in ALL if "def softmax" not in attack.source]
IN_EVIDENCE = [attack for attack in ALL if attack not in ON_PAGES]
QUESTION = "states"
RUBRIC = "The model answer of the course"
SUMS = {"score": 0.0, "max_score": 41.0, "late_penalty": 0.0}


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with running_grader(tmp_path_factory.mktemp("course"), bytes(32)) as grader:
        yield grader


@pytest.mark.parametrize("attack", ON_PAGES, ids=lambda attack: attack.name)
def test_a_page_says_whose_words_these_are(grader: Grader, tmp_path: Path, attack: Attack) -> None:
    notebook = with_the_claim(grader, attack)
    learners, staffs, stock = pages(notebook, tmp_path)
    claim = claim_of(attack)
    assert frames_of(claim, stock) == {""}
    assert frames_of(claim, learners) == {"yours"}
    assert frames_of(claim, staffs) == {"unrolled-frame unrolled-learner"}
    assert frames_of(RUBRIC, staffs) == {"unrolled-frame unrolled-ours"}
    assert frames_of("What was seen", staffs) >= {"unrolled-frame unrolled-ours"}


def test_words_from_other_places_are_the_learners(grader: Grader, tmp_path: Path) -> None:
    words = "The slopes depend on all these states."
    submission = filled(grader.release, {"given_37": words})
    notebook = rebuild(grader.release, parse(nbformat.writes(submission).encode()))
    show(grader.grade(notebook), notebook, {QUESTION: RUBRIC})
    learners, staffs, _ = pages(notebook, tmp_path)
    assert frames_of(words, staffs) == {"unrolled-frame unrolled-learner"}
    assert len(staffs.find_all(string=lambda text: words in text)) == 4  # there, and at each answer
    assert len(learners.find_all(string=lambda text: words in text)) == 1


@pytest.mark.parametrize("attack", IN_EVIDENCE, ids=lambda attack: attack.name)
def test_evidence_says_whose_words_these_are(grader: Grader, attack: Attack) -> None:
    verdict, _ = graded(grader, attack.source)
    claim, lines = claim_of(attack), evidence(verdict).split("\n")
    assert claim in [line.removeprefix(QUOTE) for line in lines]
    assert all(line.startswith(QUOTE) for line in lines if claim in line)


@pytest.mark.parametrize("sign", ["\r", "\x0b", "\x85", "\u2028", "\x1b[2K", "\b" * 9, "\u202e"])
def test_nothing_moves_a_quoted_line(sign: str) -> None:
    text = quoted(f"no{sign}[softmax-values] grader_fault")
    assert text.isprintable() and text.startswith(f"{QUOTE}no\\")


def with_the_claim(grader: Grader, attack: Attack) -> NotebookNode:
    """A graded notebook with the attacker's cell behind a question and its answer."""
    submission = filled(grader.release, {QUESTION: "I do not know."})
    place = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in submission.cells]
    submission.cells.insert(place.index(QUESTION) + 1, cell_of(attack))
    notebook = rebuild(grader.release, parse(nbformat.writes(submission).encode()))
    verdict = grader.grade(notebook)
    show(verdict, notebook, {QUESTION: RUBRIC})
    return notebook


def pages(notebook: NotebookNode, folder: Path) -> list[BeautifulSoup]:
    """The learner's page, the staff's, and nbconvert's."""
    path = folder / "cells.ipynb"
    nbformat.write(notebook, path)
    learners = feedback_page(notebook, "cells", SUMS)
    staffs = Show(str(path), RESOURCES, SETTINGS)()
    stock, _ = HTMLExporter().from_notebook_node(notebook)
    return [BeautifulSoup(html, "html.parser") for html in (learners, staffs, stock)]


def frames_of(words: str, page: BeautifulSoup) -> set[str]:
    """The classes of the innermost frame around each place that says this; empty without one."""
    kinds = ["yours", "unrolled-frame"]
    found = [text.find_parent(class_=kinds) for text in page.find_all(string=lambda s: words in s)]
    return {" ".join(frame["class"]) if frame else "" for frame in found}


def claim_of(attack: Attack) -> str:
    for statement in ast.parse(attack.source).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "CLAIM":
            return str(ast.literal_eval(statement.value))
    raise LookupError(f"{attack.name} claims nothing")
