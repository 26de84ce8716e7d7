"""Everything the host holds of one worker: pipes, leash, quotas and the scratch folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from autograder.host import scratch
from autograder.host.deadline import Deadline
from autograder.host.exchange import Closed, DeadlinePassed, Exchange
from autograder.host.failure import CutOff, LearnerFailure, SandboxFault, TimedOut
from autograder.host.leash import Leash
from autograder.host.limits import Limits
from autograder.host.schema import Asked, checked_answer
from autograder.host.watch import Watch
from autograder.sandbox import wire

# Who worked for less than this share of the time was waiting, or stopped.
EXPLAINS: Final = 0.5


class Link:
    """A worker as its host sees it; closed once it has failed, and closed for good."""

    def __init__(
        self, exchange: Exchange, leash: Leash, watch: Watch, folder: Path, limits: Limits
    ):
        self.limits = limits
        self.open = True
        self._exchange = exchange
        self._leash = leash
        self._watch = watch
        self._folder = folder

    def send(self, body: bytes, deadline: Deadline) -> None:
        """Send one frame."""
        self._exchange.send(body, deadline, self._watch)

    def receive(self, deadline: Deadline, asked: Asked) -> tuple[dict[Any, Any], int]:
        """One answer to this request, in the form that it should have, and its size in bytes."""
        body = self._exchange.receive(deadline, self._watch)
        answer = checked_answer(wire.decode(body), asked, self.limits.output_bytes)
        self._watch.look()
        return answer, len(body)

    @contextmanager
    def guarded(self, deadline: Deadline) -> Iterator[None]:
        """Turn what goes wrong inside into failures, and end a worker that broke the rules."""
        if not self.open:
            raise SandboxFault("this worker has ended")
        try:
            yield
        except DeadlinePassed:
            worked = self._watch.cpu_seconds() - (deadline.cpu_before or 0.0)
            self.close()
            raise TimedOut(deadline.seconds, worked > EXPLAINS * deadline.seconds) from None
        except Closed:
            raise self._fate() from None
        except wire.WireError as error:
            self.close()
            raise CutOff(f"answered out of form: {error}") from None
        except CutOff:
            self.close()
            raise
        except LearnerFailure:
            raise
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """The process id of the worker."""
        return self._watch.pid

    def close(self) -> None:
        """Kill the process, close the pipes, remove the folder."""
        if not self.open:
            return
        self.open = False
        with suppress(SandboxFault):
            self._leash.kill()
        self._leash.close()
        self._exchange.close()
        scratch.remove(self._folder)

    def _fate(self) -> LearnerFailure:
        try:
            return self._leash.fate().failure(self.limits.cpu_seconds)
        finally:
            self.close()
