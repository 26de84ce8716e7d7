"""Outputs that a worker reports are untrusted data: check that they are notebook outputs."""

from __future__ import annotations

import math
from typing import Any, Final

from autograder.sandbox.wire import WireError

_FIELDS: Final = {
    "stream": {"output_type", "name", "text"},
    "display_data": {"output_type", "data", "metadata"},
    "execute_result": {"output_type", "execution_count", "data", "metadata"},
    "error": {"output_type", "ename", "evalue", "traceback"},
}
_MAX_OUTPUTS: Final = 20_000


def checked_outputs(value: object) -> list[dict[str, Any]]:
    """The same outputs; WireError if they are anything but outputs of nbformat 4."""
    if type(value) is not list or len(value) > _MAX_OUTPUTS:
        raise WireError("outputs that are not a list")
    for output in value:
        if type(output) is not dict or not _is_output(output):
            raise WireError("a malformed output")
    return value


def _is_output(output: dict[Any, Any]) -> bool:
    kind = output.get("output_type")
    if type(kind) is not str or _FIELDS.get(kind) != set(output):
        return False
    if kind == "stream":
        return output["name"] in ("stdout", "stderr") and type(output["text"]) is str
    if kind == "error":
        return _all_text(output["ename"], output["evalue"]) and _is_text_list(output["traceback"])
    if kind == "execute_result" and type(output["execution_count"]) is not int:
        return False
    return _is_bundle(output["data"]) and _is_bundle(output["metadata"])


def _is_bundle(value: object) -> bool:
    return type(value) is dict and _is_json(value)


def _is_json(value: object) -> bool:
    if type(value) is dict:
        return all(type(key) is str and _is_json(item) for key, item in value.items())
    if type(value) is list:
        return all(map(_is_json, value))
    if type(value) is float:
        return math.isfinite(value)
    return value is None or type(value) in (bool, int, str)


def _is_text_list(value: object) -> bool:
    return type(value) is list and _all_text(*value)


def _all_text(*values: object) -> bool:
    return all(type(value) is str for value in values)
