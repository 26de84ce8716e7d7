"""The learner's functions, as the graders see them: behind the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autograder.graders.failure import Earlier, Wrong
from autograder.grading.run import Run
from autograder.host import LearnerFailure, Missing, Worker
from autograder.messages import Message
from autograder.sandbox.wire import Kept

LONGEST_PRINTED = 5000


class RemoteCode:
    """Calls functions of a submission; what it prints and changes on the way is written down.

    Parameters
    ----------
    run : the submission's cells.
    worker : gives a live worker, a new one if the last was killed.
    oracle : functions of the reference that answer in place of the learner's, by name.
    """

    def __init__(
        self,
        run: Run,
        worker: Callable[[], Worker],
        oracle: Mapping[str, Callable[..., Any]] = {},
    ) -> None:
        self.printed: dict[str, str] = {}
        self.mutating: set[str] = set()
        self._run = run
        self._worker = worker
        self._oracle = oracle

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function and return its plain value."""
        return self._reply(name, arguments, ())

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

    def _reply(self, name: str, arguments: tuple[Any, ...], keep: tuple[int, ...]) -> Any:
        try:
            reply = self._worker().call(name, *arguments, keep=keep, oracle=self._oracle)
        except Missing:
            raise self._run.failure_of(name) or Missing(name) from None
        self._remember(name, reply.outputs)
        if reply.mutated:
            self.mutating.add(name)
        return reply.value

    def _remember(self, name: str, outputs: list[dict[str, Any]]) -> None:
        """Keep the beginning of what a function printed: for the staff, never for learners."""
        text = "".join(_as_text(output) for output in outputs)
        self.printed[name] = (self.printed.get(name, "") + text)[:LONGEST_PRINTED]


def _as_text(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    return str(output.get("data", {}).get("text/plain", "")) + "\n"


class NothingRead(Exception):
    """There is no code to call, since the notebook could not be read."""


class NoCode:
    """Stands for a submission of which nothing could be read."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def call(self, name: str, *arguments: Any) -> Any:
        """Say that there is nothing to call."""
        raise NothingRead(self._reason)

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Say that there is nothing to call."""
        raise NothingRead(self._reason)
