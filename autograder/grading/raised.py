"""What a learner reads of an exception that their code raised: no word of its own message.

A message could hold hidden numbers. What is said comes from fixed lists, from the case's title, and
from the learner's code as it was handed in.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator

from autograder.graders.exercise import Case
from autograder.grading.run import RaisedInCell
from autograder.host import Raised
from autograder.messages import Message

MOST_WORDS = 16  # of a line that may be complained of: each can tell more
WORD = re.compile(r"\w+")
UNKNOWN = re.compile(r"name '(\w{1,100})' is not defined")  # as Python words it
NOT_IN_NUMPY = re.compile(r"module 'numpy' has no attribute '(\w{1,100})'")
# What NumPy no longer has, and what took its place.
REPLACED = {
    "alltrue": "np.all",
    "asfarray": "np.asarray(…, dtype=float)",
    "asscalar": "the array's .item()",
    "bool": "bool",
    "cast": "np.asarray(…, dtype=…)",
    "complex": "complex",
    "complex_": "np.complex128",
    "cumproduct": "np.cumprod",
    "float": "float",
    "float_": "np.float64",
    "in1d": "np.isin",
    "Inf": "np.inf",
    "Infinity": "np.inf",
    "infty": "np.inf",
    "int": "int",
    "mat": "np.asarray",
    "msort": "np.sort(…, axis=0)",
    "NaN": "np.nan",
    "NINF": "-np.inf",
    "object": "object",
    "PINF": "np.inf",
    "product": "np.prod",
    "round_": "np.round",
    "row_stack": "np.vstack",
    "sometrue": "np.any",
    "str": "str",
    "trapz": "np.trapezoid",
}


def words_for(failure: Raised, case: Case | None) -> str:
    """Say what was raised, in which case if it was in one, at which line, and what may help."""
    if isinstance(failure, RaisedInCell):
        if failure.not_understood is not None:
            return str(failure.not_understood)
        where = Message("where.cell")
    else:
        where = Message("where.case", {"title": case.title}) if case else Message("where.call")
    parts = [_kind(failure, str(where)), *_line(failure), *_advice(failure, case)]
    return " ".join(map(str, parts))


def _kind(failure: Raised, where: str) -> Message:
    # The name of a class of their own could hold hidden numbers.
    kind = getattr(builtins, failure.name, None)
    if isinstance(kind, type) and issubclass(kind, BaseException):
        return Message("raised.builtin", {"name": failure.name, "where": where})
    return Message("raised.own", {"where": where})


def _line(failure: Raised) -> Iterator[Message]:
    if failure.place is not None:
        place = failure.place
        yield Message("raised.line", {"line": place.line, "text": place.quoted})


def _advice(failure: Raised, case: Case | None) -> Iterator[Message]:
    if failure.name == "NameError":
        name = _on_its_line(UNKNOWN, failure)
        origins = _dictionaries_with(name, case)
        if origins:
            yield Message("raised.entry", {"name": name, "origin": origins[0]})
        elif name:
            yield Message("raised.unknown_name", {"name": name})
        else:
            yield Message("raised.some_name")
    if failure.name == "AttributeError":
        name = _on_its_line(NOT_IN_NUMPY, failure)
        if name in REPLACED:
            yield Message("raised.replaced", {"name": name, "by": REPLACED[name]})


def _on_its_line(complaint: re.Pattern[str], failure: Raised) -> str:
    """Return the name that is complained of, if it stands in the line that raised."""
    found = complaint.match(failure.message)
    if not found or failure.place is None:
        return ""
    return found[1] if found[1] in WORD.findall(failure.place.text)[:MOST_WORDS] else ""


def _dictionaries_with(name: str, case: Case | None) -> list[str]:
    """Return the arguments of a case that are dictionaries with this key."""
    values = case.values if case else {}
    return [each for each, value in values.items() if isinstance(value, dict) and name in value]
