"""What all right answers to an exercise of `beyond` have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.authoring import Case, Message, Wrong

MOST_VALUES = 20  # of f, that a check may ask for


def joins_in_rounds(case: Case, outputs: Mapping[str, Any]) -> None:
    """`combine` is called once in each round, of which there are as many as doublings."""
    if outputs["calls"] != case.rounds:
        where = str(Message("where.case", {"title": case.title}))
        values = {"calls": outputs["calls"], "rounds": case.rounds, "where": where}
        raise Wrong(Message("beyond.not_in_rounds", values))


def asks_little(case: Case, outputs: Mapping[str, Any]) -> None:
    """The function is asked a few times, however many elements x has."""
    if outputs["asked"] > MOST_VALUES:
        where = str(Message("where.case", {"title": case.title}))
        values = {"asked": outputs["asked"], "most": MOST_VALUES, "where": where}
        raise Wrong(Message("beyond.asks_too_much", values))


def is_the_verdict(case: Case, outputs: Mapping[str, Any]) -> None:
    """The verdict is right."""
    verdict = outputs.get("verdict")
    if not isinstance(verdict, str) or verdict != case.verdict:
        where = str(Message("where.case", {"title": case.title}))
        raise Wrong(Message("beyond.other_verdict", {"verdict": case.verdict, "where": where}))
