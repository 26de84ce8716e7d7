"""What cells write and show, in the form that notebooks store."""

from __future__ import annotations

import io
import json
import os
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from autograder.sandbox.names import FLOOD_STATUS, JSON_KIND

_FLOOD_FACTOR: Final = 8
_FOR_OTHER_PARTS: Final = 256
_MOST_DIGITS: Final = 18
_CUT = {"output_type": "stream", "name": "stdout", "text": "\n… the rest of the output was cut.\n"}

Output = dict[str, Any]


class Recorder:
    """Collects outputs as a notebook front end would, up to a limit."""

    def __init__(self, limit: int = 2 << 20) -> None:
        self.limit = limit
        self._forget()

    def _forget(self) -> None:
        self._outputs: list[Output] = []
        self._shown: dict[str, list[Output]] = {}
        self._clear_before_next = False
        self._size = 0

    def take(self) -> list[Output]:
        """The outputs since the last time."""
        outputs = self._outputs
        for output in outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        if self._size > self.limit:
            outputs.append(dict(_CUT))
        self._forget()
        return outputs

    def stream(self, name: str, text: str) -> None:
        """Text on standard output or standard error."""
        room = max(0, self.limit - self._size)
        if not self._fits(len(text)):
            text = text[:room]
        if not text:
            return
        self._clear_if_due()
        last = self._outputs[-1] if self._outputs else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self._size += _FOR_OTHER_PARTS
            self._outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def display(self, data: Mapping[str, Any], metadata: Mapping[str, Any], id: str | None) -> None:
        """Something displayed; its id allows to replace it later."""
        output = {"output_type": "display_data", **_bundle(data, metadata)}
        if id is not None:
            self.update(data, metadata, id)
        if self._append(output) and id is not None:
            self._shown.setdefault(id, []).append(output)

    def update(self, data: Mapping[str, Any], metadata: Mapping[str, Any], id: str | None) -> None:
        """Replace what was displayed under the id in the same cell."""
        for output in self._shown.get(id or "", ()):
            output.update(_bundle(data, metadata))

    def result(self, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        """The value of the last expression of a cell; the host numbers it."""
        self._append({"output_type": "execute_result", **_bundle(data, metadata)})

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """An exception that ended a cell."""
        head = {"output_type": "error", "ename": name, "evalue": value}
        self._append({**head, "traceback": traceback})

    def clear(self, wait: bool) -> None:
        """What clear_output does."""
        self._clear_before_next = wait
        if not wait:
            self._outputs.clear()
            self._shown.clear()

    def _append(self, output: Output) -> bool:
        if not self._fits(len(json.dumps(output)) + _FOR_OTHER_PARTS):
            return False
        self._clear_if_due()
        self._outputs.append(output)
        return True

    def _clear_if_due(self) -> None:
        if self._clear_before_next:
            self.clear(wait=False)
            self._clear_before_next = False

    def _fits(self, size: int) -> bool:
        fitted = self._size + size <= self.limit
        self._size += size
        if self._size > _FLOOD_FACTOR * self.limit:
            os._exit(FLOOD_STATUS)
        return fitted


class Stream(io.TextIOBase):
    """Stands for sys.stdout or sys.stderr."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, name: str, recorder: Recorder) -> None:
        self.name = name
        self._recorder = recorder

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Record text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._recorder.stream(self.name, text)
        return len(text)


def _bundle(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> Output:
    shown = {str(kind): _shown(str(kind), content) for kind, content in data.items()}
    return {"data": _plain(shown), "metadata": _plain(dict(metadata))}


def _shown(kind: str, content: Any) -> Any:
    if isinstance(content, bytes):
        return b64encode(content).decode()
    return content if isinstance(content, str) or JSON_KIND.fullmatch(kind) else str(content)


def _plain(value: object) -> Any:
    """The same as JSON can hold it; numbers that it cannot hold become their names."""
    return json.loads(json.dumps(value, default=str), parse_constant=str, parse_int=_number)


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits
