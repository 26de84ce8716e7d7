"""One confined process that holds one learner's code."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from functools import partial
from types import TracebackType
from typing import Any, TypeVar

from autograder.host import answers
from autograder.host.allowance import Allowance
from autograder.host.answers import CellResult, Reply
from autograder.host.deadline import Deadline
from autograder.host.exchange import Closed, DeadlinePassed
from autograder.host.failure import CutOff
from autograder.host.link import Link
from autograder.host.memory import address_space_limit, mapped_bytes
from autograder.host.oracle import Oracle, Tokens, consult, extent
from autograder.sandbox import wire

Result = TypeVar("Result")


class Worker:
    """Runs cells and calls functions; a context manager that leaves nothing behind."""

    def __init__(self, link: Link, allowance: Allowance) -> None:
        self._link = link
        self._limits = link.limits
        self._allowance = allowance
        self._tokens = Tokens()
        self._cells: list[str] = []

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether the worker can still be asked."""
        return self._link.open

    def close(self) -> None:
        """Kill the process and remove its folder; more than once does no harm."""
        self._link.close()

    def limit_memory(self, megabytes: int) -> None:
        """From now on, refuse the worker more than this on top of what it has mapped; for good.

        The worker limits itself, as only its own user may, and the host sees whether it did.
        """
        size = self._look(mapped_bytes) + (megabytes << 20)
        self._ask("limit", lambda answer: None, bytes=size)
        if self._look(address_space_limit) != size:
            self._link.close()
            raise CutOff("did not accept a limit of its memory")

    def token(self, value: object) -> wire.Token:
        """A token that stands for an object of the host; oracle functions get the object back."""
        return self._tokens.wrap(value)

    def run_cell(self, source: str) -> CellResult:
        """Run the source of a cell; an exception in it is an output like any other."""
        self._cells.append(source)
        read = partial(answers.cell_result, count=len(self._cells))
        return self._ask("cell", read, self._limits.cell_seconds, source=source)

    def defines(self, name: str) -> bool:
        """Whether the learner's code defines a callable of this name."""
        return self._ask("defines", lambda answer: bool(answer["defined"]), name=name)

    def call(
        self,
        name: str,
        *arguments: Any,
        keep: tuple[int, ...] = (),
        whole: bool = False,
        oracle: Oracle | None = None,
        functions: Oracle | None = None,
        caches: str = "",
        cache_positions: Mapping[str, int] = {},
        seconds: float | None = None,
    ) -> Reply:
        """Call a function of the learner's code with plain values and kept objects.

        Elements of a returned tuple at the positions in `keep` stay in the sandbox and are
        answered by handles. With `whole`, plain containers stand for objects of own classes; an
        argument that has the form of the last that were opened so is made of such objects again.
        During the call the functions of `oracle` take the place of the learner's of these names,
        and those of `functions` are behind the arguments that are a `Function` of their name.
        Where `caches` names a form, what the functions of `oracle` return at their
        `cache_positions` is in the learner's own form. `seconds` is the time it may take, if not
        the usual one.
        """
        substituted, passed = oracle or {}, functions or {}
        return self._ask(
            "call",
            answers.reply,
            seconds,
            oracle={**substituted, **passed},
            name=name,
            arguments=list(arguments),
            keep=list(keep),
            whole=whole,
            watched=[i for i, given in enumerate(arguments) if not isinstance(given, wire.Kept)],
            substituted=list(substituted),
            functions=list(passed),
            caches=caches,
            cache_positions=dict(cache_positions),
        )

    def _look(self, measure: Callable[[int], Result]) -> Result:
        """Measure the worker's process, which may have ended after it answered."""
        with self._link.guarded(Deadline(0)):
            try:
                return measure(self._link.pid)
            except (OSError, ValueError, IndexError):
                raise Closed from None

    def _ask(
        self,
        action: str,
        read: Callable[[dict[Any, Any]], Result],
        seconds: float | None = None,
        oracle: Oracle | None = None,
        **fields: Any,
    ) -> Result:
        asked = {"id": secrets.randbits(63), "action": action, **fields}
        body = wire.encode(asked)
        usual = self._limits.call_seconds if seconds is None else seconds
        deadline = Deadline(min(usual, max(0.0, self._allowance.left)))
        with self._allowance.spending(deadline), self._link.guarded(deadline):
            self._link.send(body, deadline)
            answer = self._answer(asked, deadline, oracle or {})
            if answer["kind"] != action:
                raise answers.failure(answer, fields.get("name", ""), self._cells)
            return read(answer)

    def _answer(self, asked: dict[str, Any], deadline: Deadline, oracle: Oracle) -> dict[Any, Any]:
        patience = Deadline(self._limits.oracle_seconds + deadline.seconds)
        largest = extent(asked.get("arguments", []))
        while True:
            answer, size = self._link.receive(deadline, asked)
            if answer["kind"] != "oracle":
                return answer
            with deadline.paused():
                response = consult(oracle, answer, size, self._tokens, self._limits, largest)
            if patience.left == 0:
                raise DeadlinePassed
            self._link.send(_encoded(response), deadline)


def _encoded(response: dict[str, Any]) -> bytes:
    """A response, or the news that it cannot be sent."""
    try:
        return wire.encode(response)
    except (wire.NotPlain, wire.WireError) as error:
        return wire.encode({"error": "ValueError", "message": str(error)})
