"""Where workers come from."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final

from autograder.host import scratch
from autograder.host.allowance import Allowance
from autograder.host.birth import start_worker
from autograder.host.failure import SandboxFault
from autograder.host.launcher import Zygote
from autograder.host.layers import Layer, Report, with_wall_clock
from autograder.host.limits import Limits
from autograder.host.link import Link
from autograder.host.worker import Worker
from autograder.sandbox.names import LAYERS, OPTIONAL

_NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})


class Sandbox:
    """A source of confined workers, each forked from one warm process; safe to share by threads.

    That process starts at once; whoever needs it first waits until it is warm.
    """

    def __init__(
        self,
        accepted_gaps: frozenset[str] = frozenset(),
        limits: Limits = Limits(),  # noqa: B008
        *,
        _switched_off: frozenset[str] = frozenset(),
    ) -> None:
        self.limits = limits
        self._switched_off = _switched_off
        self._may_miss = accepted_gaps
        self._lock = threading.Lock()
        scratch.sweep()
        self._root = scratch.create_root()
        self._zygote = self._start_zygote()
        self._closed = False

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers and remove all folders."""
        with self._lock:
            self._closed = True
            self._zygote.close()
        scratch.remove(self._root)

    @property
    def layers(self) -> dict[str, str]:
        """The layers that hold, and how."""
        return with_wall_clock(self._report.held)

    @property
    def missing(self) -> dict[str, str]:
        """The layers that do not hold, and why."""
        return self._report.missing

    @property
    def accepted_gaps(self) -> frozenset[str]:
        """The layers that are required, but that the operator does without."""
        return frozenset(self.missing) - OPTIONAL

    def require_layers(self) -> None:
        """Raise LayerMissing where learners' code is not run at all."""
        _ = self._report

    def worker(
        self,
        files: Mapping[str, bytes] = _NO_FILES,
        seed: int | None = None,
        allowance: Allowance | None = None,
    ) -> Worker:
        """A fresh worker whose working folder holds these files.

        Below 2³², `seed` starts all random numbers in it; without one, they are new each time.
        Its requests take their time from `allowance`, if there is one.
        """
        missing = set(self.missing)
        link, report = self._fork(files, seed)
        if set(report.missing) != missing:
            link.close()
            raise SandboxFault("a worker holds other layers than the first one")
        return Worker(link, allowance or Allowance())

    @cached_property
    def _report(self) -> Report:
        link, report = self._fork(_NO_FILES)
        link.close()
        report.require(self._may_miss)
        return report

    def _fork(self, files: Mapping[str, bytes], seed: int | None = None) -> tuple[Link, Report]:
        zygote = self._running_zygote()
        return start_worker(zygote, self._root, files, self._may_miss, self.limits, seed)

    def _running_zygote(self) -> Zygote:
        with self._lock:
            if self._closed:
                raise SandboxFault("this sandbox is closed")
            if not self._zygote.alive:
                self._zygote.close()
                self._zygote = self._start_zygote()
            self._zygote.wait_until_ready(self.limits.start_seconds)
            return self._zygote

    def _start_zygote(self) -> Zygote:
        folder = Path(tempfile.mkdtemp(prefix="zygote-", dir=self._root))
        return Zygote(folder, self._switched_off)


def probe_layers() -> list[Layer]:
    """What this machine offers of each layer; a missing one is an answer and no error."""
    try:
        with Sandbox(accepted_gaps=frozenset(LAYERS)) as sandbox:
            held, missing = sandbox.layers, sandbox.missing
    except Exception as error:
        held, missing = {}, dict.fromkeys(LAYERS, f"the sandbox does not start: {error}")
    return [Layer(name, name in held, held.get(name) or missing[name]) for name in LAYERS]
