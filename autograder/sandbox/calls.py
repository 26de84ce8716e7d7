"""Calls of the learner's functions with values of the host."""

from __future__ import annotations

import builtins
import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.sandbox import wire
from autograder.sandbox.channel import Channel
from autograder.sandbox.excuse import describe
from autograder.sandbox.own_caches import OwnCaches
from autograder.sandbox.own_types import OwnTypes
from autograder.sandbox.shell import RECORDER, Shell
from autograder.sandbox.values import Function, Handle, Kept, Seed

_MOST_WARNINGS = 100
_LARGEST_WATCHED = 1 << 16


class Caller:
    """Calls functions, keeps what must not travel, and forwards to the host what it offers.

    `cells` has the file names of the cells that were run, in their order.
    """

    def __init__(self, shell: Shell, channel: Channel, cells: Sequence[str]) -> None:
        self._shell = shell
        self._cells = cells
        self._channel = channel
        self._kept: dict[int, object] = {}
        self._current_call: int | None = None
        self._offered: frozenset[str] = frozenset()
        self._own: dict[str, Callable[..., Any]] = {}
        self._caches = OwnCaches()
        self._types = OwnTypes()
        self._form = ""
        self._cache_positions: Mapping[str, int] = {}

    def revive(self, handle: Handle) -> object:
        """The object behind a handle; tokens of the host stay tokens."""
        if isinstance(handle, Kept):
            return self._kept[handle.id]
        if isinstance(handle, Seed):
            return np.random.default_rng(handle.number)
        if isinstance(handle, Function):
            return self.stub(handle.name)
        return handle

    def call(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Call a function of the user; everything it may raise is an answer."""
        with self._substituted(request["substituted"]):
            self._offered = frozenset((*request["substituted"], *request["functions"]))
            self._form, self._cache_positions = request["caches"], request["cache_positions"]
            return self._call(request)

    @contextmanager
    def _substituted(self, names: Iterable[str]) -> Iterator[None]:
        """Bind names to functions of the host for a while."""
        namespace = self._shell.user_ns
        own = {name: namespace[name] for name in names if name in namespace}
        self._own = own
        namespace.update({name: self.stub(name) for name in names})
        try:
            yield
        finally:
            for name in names:
                namespace.pop(name, None)
            namespace.update(own)

    def _call(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if request["name"] not in self._shell.user_ns:
            return {"kind": "missing"}
        arguments = [self._types.closed(argument) for argument in request["arguments"]]
        # To compare much takes long, and who changes a large argument changes a small one, too.
        positions = request["watched"] if self._channel.received < _LARGEST_WATCHED else []
        watched = {position: arguments[position] for position in positions}
        before = {position: _snapshot(argument) for position, argument in watched.items()}
        self._current_call = request["id"]
        warned: list[str] = []
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("default")
                value = self._shell.user_ns[request["name"]](*arguments)
            warned = [str(warning.category.__name__)[:200] for warning in caught[:_MOST_WARNINGS]]
        except MemoryError:
            return {"kind": "memory", "outputs": self._outputs()}
        except BaseException as error:
            excuse = describe(error, self._shell, self._cells)
            return {"kind": "raised", **excuse, "outputs": self._outputs()}
        finally:
            self._current_call = None
        if request["whole"]:
            value = self._types.opened(value)
        return {
            "kind": "call",
            "value": self._keep(value, request["keep"]),
            "warned": warned,
            "mutated": [
                position
                for position, argument in watched.items()
                if _snapshot(argument) != before[position]
            ],
            "outputs": self._outputs(),
        }

    def stub(self, name: str) -> Callable[..., Any]:
        """A function that asks the host; outside its call, the user's own of this name."""

        def substitute(*arguments: Any, **options: Any) -> Any:
            if self._current_call is None or name not in self._offered:
                return self._shell.user_ns[name](*arguments, **options)
            value = self._ask_host(name, arguments, options)
            if not self._form or name not in self._cache_positions or name not in self._own:
                return value
            position, given = self._cache_positions[name], (arguments, options)
            return self._caches.in_place_of(value, position, self._own[name], given, self._form)

        substitute.__name__ = substitute.__qualname__ = name
        return substitute

    def _ask_host(self, name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        self._channel.send(
            {
                "id": self._current_call,
                "kind": "oracle",
                "name": name,
                "arguments": tuple(map(self._sendable, arguments)),
                "options": {name: self._sendable(option) for name, option in options.items()},
            }
        )
        answer = self._channel.receive(self.revive)
        if "error" in answer:
            raise _builtin_exception(answer["error"])(answer["message"])
        return answer["value"]

    def _sendable(self, argument: object) -> object:
        return self._caches.token_of(_seeded(argument))

    def _keep(self, value: Any, positions: list[int]) -> Any:
        plain = next((kind for kind in (tuple, list) if issubclass(type(value), kind)), None)
        if plain is None or not positions:
            return value
        items = list(plain.__iter__(value))
        for position in positions:
            if 0 <= position < len(items):
                handle = Kept(len(self._kept))
                self._kept[handle.id] = items[position]
                items[position] = handle
        return tuple(items)

    def _outputs(self) -> list[dict[str, Any]]:
        # Figures are shown at the end of a cell; a call ends one as well.
        self._shell.events.trigger("post_execute")
        return RECORDER.take()


def _seeded(argument: object) -> object:
    """A random generator goes to the host as a seed that it draws."""
    if isinstance(argument, np.random.Generator):
        return Seed(int(argument.integers(1 << 62)))
    return argument


def _snapshot(value: object) -> bytes | None:
    """A digest: a copy would count as memory that the code asks for."""
    try:
        return hashlib.blake2b(wire.encode(value, wire.make_opaque)).digest()
    except wire.WireError:
        return None


def _builtin_exception(name: str) -> type[Exception]:
    candidate = getattr(builtins, name, None)
    if isinstance(candidate, type) and issubclass(candidate, Exception):
        return candidate
    return RuntimeError
