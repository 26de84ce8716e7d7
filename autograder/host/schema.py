"""What an answer or a question of a worker may hold: the one place where that is checked.

A worker that runs a learner's code may send whatever it likes. Each message is checked as a whole:
exactly these fields, of exactly these kinds, within these sizes, and nothing that was not asked
for. So nothing behind this module meets a value that it does not expect.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from autograder.sandbox.names import JSON_KIND
from autograder.sandbox.wire import Function, Kept, Seed, WireError

Check: TypeAlias = Callable[[Any], bool]
Message: TypeAlias = dict[Any, Any]
Asked: TypeAlias = Mapping[str, Any]

LONGEST_NAME: Final = 200
LONGEST_MESSAGE: Final = 2_000
LONGEST_TRACEBACK: Final = 200_000
LARGEST_PLACE: Final = 1 << 20  # more cells, and more lines, than a submission may have
MOST_FRAMES: Final = 100
MOST_OUTPUTS: Final = 20_000
MOST_WARNINGS: Final = 100
DEEPEST_BUNDLE: Final = 16
LARGEST_SEED: Final = 1 << 63
# The recorder counts what it records before it is complete; this is far beyond what it lets pass.
OUTPUT_SLACK: Final = 4


def checked_answer(answer: Any, asked: Asked, output_bytes: int) -> Message:
    """The answer to a request, or the question that came in between; WireError if it is neither.

    `asked` is the request, `output_bytes` the size of the outputs that a worker may record.
    """
    if type(answer) is not dict or type(answer.get("id")) is not int:
        raise WireError("an answer to no question")
    if answer["id"] != asked["id"]:
        raise WireError("an answer to another question")
    kind = answer.get("kind")
    if type(kind) is not str or kind not in _ANSWERS[asked["action"]]:
        raise WireError("an answer of an unknown kind")
    fields = _FIELDS[kind]
    if answer.keys() != {"id", "kind", *fields}:
        raise WireError(f"an answer with other fields than {kind} has")
    for name, check in fields.items():
        if not check(answer[name]):
            raise WireError(f"an answer with a malformed {name}")
    if _size(answer.get("outputs", [])) > OUTPUT_SLACK * output_bytes:
        raise WireError("an answer with more outputs than there can be")
    _refuse_what_was_not_asked(answer, asked)
    return answer


def _refuse_what_was_not_asked(answer: Message, asked: Asked) -> None:
    if answer["kind"] == "call":
        if not set(answer["mutated"]) <= set(asked["watched"]):
            raise WireError("an answer about arguments that were not watched")
        if not _holds_only_kept(answer["value"], set(asked["keep"])):
            raise WireError("an answer with a handle that was not asked for")
    if answer["kind"] == "oracle" and answer["name"] not in {
        *asked["substituted"],
        *asked["functions"],
    }:
        raise WireError("a question to a function that was not offered")


def _holds_only_kept(value: Any, positions: set[int]) -> bool:
    """Whether the only handles are those of elements of a tuple that should stay behind."""
    if positions and type(value) is tuple:
        return all(
            type(item) is Kept if place in positions else _is_plain(item)
            for place, item in enumerate(value)
        )
    return _is_plain(value)


def _is_plain(value: Any) -> bool:
    """Whether a value is plain; a token of ours may come back with it, as a part of a cache."""
    return _all_leaves(value, lambda leaf: not isinstance(leaf, Kept | Seed | Function))


def _is_question(value: Any) -> bool:
    """Whether something can be an argument of ours: plain, a token of ours, or a seed."""
    return _all_leaves(value, _may_be_asked)


def _may_be_asked(leaf: Any) -> bool:
    if isinstance(leaf, Seed):
        return 0 <= leaf.number < LARGEST_SEED
    return not isinstance(leaf, Kept | Function)


def _all_leaves(value: Any, check: Check) -> bool:
    """Whether all that is no container passes; the decoder has bounded depth and number."""
    if type(value) is dict:
        return all(_all_leaves(item, check) for item in value.values())
    if type(value) in (list, tuple):
        return all(_all_leaves(item, check) for item in value)
    return check(value)


def _text(longest: int) -> Check:
    return lambda value: type(value) is str and len(value) <= longest


def _list(check: Check, most: int) -> Check:
    return lambda value: type(value) is list and len(value) <= most and all(map(check, value))


def _is_truth(value: Any) -> bool:
    return type(value) is bool


def _is_position(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_place(value: Any) -> bool:
    """Whether something is the number of a cell and of a line, or nothing."""
    is_pair = type(value) is list and len(value) == 2
    return value is None or (
        is_pair and all(_is_position(number) and number <= LARGEST_PLACE for number in value)
    )


def _is_traceback(value: Any) -> bool:
    lines = _list(_text(LONGEST_TRACEBACK), MOST_FRAMES)
    return lines(value) and sum(map(len, value)) <= LONGEST_TRACEBACK


def _is_output(output: Any) -> bool:
    if type(output) is not dict:
        return False
    kind = output.get("output_type")
    fields = _OUTPUTS.get(kind) if type(kind) is str else None
    return (
        fields is not None
        and output.keys() == {"output_type", *fields}
        and all(check(output[name]) for name, check in fields.items())
    )


def _is_bundle(value: Any) -> bool:
    return type(value) is dict and _is_json(value, DEEPEST_BUNDLE)


def _is_shown(value: Any) -> bool:
    """Whether something is what an output shows: texts, and more only for kinds that are JSON."""
    return _is_bundle(value) and all(
        type(content) is str or JSON_KIND.fullmatch(kind) for kind, content in value.items()
    )


def _is_json(value: Any, depth: int) -> bool:
    if depth == 0:
        return False
    if type(value) is dict:
        return all(
            type(key) is str and len(key) <= LONGEST_NAME and _is_json(item, depth - 1)
            for key, item in value.items()
        )
    if type(value) is list:
        return all(_is_json(item, depth - 1) for item in value)
    if type(value) is float:
        return math.isfinite(value)
    if type(value) is int:
        return abs(value) < LARGEST_SEED
    return value is None or type(value) in (bool, str)


def _size(value: Any) -> int:
    """Characters of all texts in outputs, and one for everything else."""
    if type(value) is str:
        return len(value)
    if type(value) is dict:
        return sum(map(len, value)) + sum(map(_size, value.values()))
    return 1 + sum(map(_size, value)) if type(value) is list else 1


_OUTPUTS: Final[Mapping[str, Mapping[str, Check]]] = {
    "stream": {
        "name": lambda value: type(value) is str and value in ("stdout", "stderr"),
        "text": lambda v: type(v) is str,
    },
    "display_data": {"data": _is_shown, "metadata": _is_bundle},
    "execute_result": {"data": _is_shown, "metadata": _is_bundle},
    "error": {
        "ename": lambda value: type(value) is str,
        "evalue": lambda value: type(value) is str,
        "traceback": lambda value: type(value) is list and all(type(v) is str for v in value),
    },
}
_outputs: Final = _list(_is_output, MOST_OUTPUTS)
_FIELDS: Final[Mapping[str, Mapping[str, Check]]] = {
    "cell": {"outputs": _outputs, "succeeded": _is_truth},
    "defines": {"defined": _is_truth},
    "limit": {},
    "call": {
        "value": lambda value: True,  # any plain value; its handles are looked at with the request
        "mutated": _list(_is_position, LONGEST_NAME),
        "warned": _list(_text(LONGEST_NAME), MOST_WARNINGS),
        "outputs": _outputs,
    },
    "missing": {},
    "memory": {"outputs": _outputs},
    "raised": {
        "name": _text(LONGEST_NAME),
        "kinds": _list(_text(LONGEST_NAME), MOST_FRAMES),
        "message": _text(LONGEST_MESSAGE),
        "traceback": _is_traceback,
        "place": _is_place,
        "outputs": _outputs,
    },
    "oversized": {},
    "oracle": {
        "name": _text(LONGEST_NAME),
        "arguments": lambda value: type(value) is tuple and _is_question(value),
        "options": lambda value: (
            type(value) is dict and all(type(name) is str for name in value) and _is_question(value)
        ),
    },
}
_ANSWERS: Final[Mapping[str, frozenset[str]]] = {
    "cell": frozenset({"cell", "oversized"}),
    "defines": frozenset({"defines"}),
    "limit": frozenset({"limit"}),
    "call": frozenset({"call", "missing", "memory", "raised", "oversized", "oracle"}),
}
