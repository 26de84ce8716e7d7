"""The learner's functions, as the graders see them: behind the sandbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from autograder.graders.code import MOST_CALLS, Caches
from autograder.graders.failure import Earlier, Wrong, too_many_calls
from autograder.grading.run import Run
from autograder.host import LearnerFailure, Missing, SandboxFault, Worker
from autograder.messages import Message
from autograder.sandbox.wire import Function, Kept

LONGEST_PRINTED = 5000
Oracle = Mapping[str, Callable[..., Any]]
Answering = Callable[[tuple[str, ...], Worker], Oracle]


class RemoteCode:
    """Calls functions of a submission; what it prints and changes on the way is written down.

    Parameters
    ----------
    run : the submission's cells.
    answering : gives the reference's functions of these names, to answer in place of the
        learner's in a worker.
    worker : gives a live worker, a new one if the last was killed.
    cache_positions : where in what a function returns its cache stands, by name. It stays in the
        sandbox, whatever it is.
    substituted : names of functions that the reference answers for.
    caches : the form of the caches that they return: tokens, or a form of the learner's own.
    seconds : how long a call may take; 0 for the usual time.
    time_limits : the usual time of a function where it has one of its own, by name.
    """

    def __init__(
        self,
        run: Run,
        answering: Answering,
        worker: Callable[[], Worker],
        cache_positions: Mapping[str, int],
        substituted: tuple[str, ...] = (),
        caches: Caches = Caches.TOKENS,
        seconds: float = 0,
        time_limits: Mapping[str, float] = {},
    ) -> None:
        self.printed: dict[str, str] = {}
        self.mutating: Counter[str] = Counter()
        self.warning: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._run = run
        self._answering = answering
        self._cache_positions = cache_positions
        self._substituted = substituted
        self._caches = caches
        self._worker = worker
        self._seconds = seconds
        self._time_limits = time_limits

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function and return its plain value, but for its cache."""
        position = self._cache_positions.get(name)
        return self._reply(name, arguments, () if position is None else (position,))

    def whole(self, name: str, *arguments: Any) -> Any:
        """Call a function and return its plain value; `Opaque` stands in a cache for all else."""
        return self._reply(name, arguments, (), whole=True)

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Call an earlier function and return a handle to one element of its result.

        Raises
        ------
        Earlier : when that function fails or returns too little.
        """
        try:
            value = self._reply(name, arguments, (position,))
        except LearnerFailure as failure:
            raise Earlier(name, failure) from None
        if isinstance(value, tuple | list) and len(value) > position:
            kept = value[position]
            if isinstance(kept, Kept):
                return kept
        count = position + 1
        wrong = Wrong(Message("wrong.returns", {"returns": f"{count} values, the last a cache"}))
        raise Earlier(name, wrong)

    def within(self, megabytes: int, seconds: float) -> RemoteCode:
        """Return the same code in a worker of its own, with other limits from now on."""
        worker = self._run.worker()
        if megabytes:
            worker.limit_memory(megabytes)
        return self._with(worker=lambda: worker, seconds=seconds)

    def briefly(self, seconds: float) -> RemoteCode:
        """Return the same code, whose calls may take so long only."""
        return self._with(seconds=seconds)

    def counting(self, name: str) -> RemoteCode:
        """Return the same code with the reference's own function of this name, to be counted."""
        return self.substituting((name,))

    def substituting(self, names: tuple[str, ...], caches: Caches = Caches.TOKENS) -> RemoteCode:
        """Return the same code with the reference's own functions of these names."""
        return self._with(substituted=(*self._substituted, *names), caches=caches)

    def _with(self, **changes: Any) -> RemoteCode:
        return RemoteCode(
            **{
                "run": self._run,
                "answering": self._answering,
                "worker": self._worker,
                "cache_positions": self._cache_positions,
                "substituted": self._substituted,
                "caches": self._caches,
                "seconds": self._seconds,
                "time_limits": self._time_limits,
                **changes,
            }
        )

    def _reply(
        self, name: str, arguments: tuple[Any, ...], keep: tuple[int, ...], whole: bool = False
    ) -> Any:
        self.calls.clear()
        given, functions = _sendable(arguments)
        try:
            worker = self._worker()
            oracle = {
                earlier: partial(self._counted, earlier, function)
                for earlier, function in self._answering(self._substituted, worker).items()
            }
            reply = worker.call(
                name,
                *given,
                keep=keep,
                whole=whole,
                oracle=oracle,
                functions=functions,
                caches=self._caches,
                cache_positions={n: p for n, p in self._cache_positions.items() if n in oracle},
                seconds=self._seconds or self._time_limits.get(name),
            )
        except Missing:
            raise self._run.failure_of(name) or Missing(name) from None
        except (LearnerFailure, SandboxFault) as failure:
            self._run.remember_end(failure)
            self._refuse_endless_calls()
            raise
        self._remember(name, reply.outputs)
        self.mutating[name] += bool(reply.mutated)
        self.warning[name] += bool(reply.warned)
        return reply.value

    def _counted(self, name: str, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
        self.calls[name] += 1
        if self.calls[name] > MOST_CALLS:
            raise RuntimeError(f"{name} is called without end")
        return function(*given, **named)

    def _refuse_endless_calls(self) -> None:
        """Say what is wrong in the place of whatever came of it."""
        for name, count in self.calls.items():
            if count > MOST_CALLS:
                raise too_many_calls(name) from None

    def _remember(self, name: str, outputs: list[dict[str, Any]]) -> None:
        """Keep the beginning of what a function printed: for the staff, never for learners."""
        text = "".join(_as_text(output) for output in outputs)
        self.printed[name] = (self.printed.get(name, "") + text)[:LONGEST_PRINTED]


def _sendable(arguments: tuple[Any, ...]) -> tuple[list[Any], Oracle]:
    """Return arguments that can be sent, and the functions that stay here, by name."""
    functions: Oracle = {
        f"argument {i}": each for i, each in enumerate(arguments) if callable(each)
    }
    return [
        Function(f"argument {i}") if callable(each) else each for i, each in enumerate(arguments)
    ], functions


def _as_text(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    return str(output.get("data", {}).get("text/plain", "")) + "\n"


class NothingRead(Exception):
    """There is no code to call, since the notebook could not be read."""


class GivenUp(Exception):
    """There is no code to call, since the grader fails on it."""


class NoCode:
    """Stands for a submission without code to call; says why there is none."""

    def __init__(self, why: NothingRead | GivenUp) -> None:
        self.mutating: Counter[str] = Counter()
        self.warning: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._why = why

    def call(self, name: str, *arguments: Any) -> Any:
        """Say that there is nothing to call."""
        raise self._why.with_traceback(None)

    def whole(self, name: str, *arguments: Any) -> Any:
        """Say that there is nothing to call."""
        raise self._why.with_traceback(None)

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Say that there is nothing to call."""
        raise self._why.with_traceback(None)

    def within(self, megabytes: int, seconds: float) -> NoCode:
        """Return the same nothing."""
        return self

    def counting(self, name: str) -> NoCode:
        """Return the same nothing."""
        return self
