"""Where workers come from."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final

from autograder.host import scratch
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

    `layers` names the layers that hold, `missing` says why others do not, and `accepted_gaps` names
    those among them that are required but that the operator does without.
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
        self._zygote: Zygote | None = None
        self._closed = False
        try:
            report = self._probe()
        except BaseException:
            self.close()
            raise
        self.layers = with_wall_clock(report.held)
        self.missing = report.missing
        self.accepted_gaps = frozenset(report.missing) - OPTIONAL

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
            if self._zygote is not None:
                self._zygote.close()
                self._zygote = None
        scratch.remove(self._root)

    def worker(self, files: Mapping[str, bytes] = _NO_FILES, seed: int | None = None) -> Worker:
        """A fresh worker whose working folder holds these files.

        Below 2³², `seed` starts all random numbers in it; without one, they are new each time.
        """
        link, report = self._fork(files, seed)
        if set(report.missing) != set(self.missing):
            link.close()
            raise SandboxFault("a worker holds other layers than the first one")
        return Worker(link)

    def _probe(self) -> Report:
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
            if self._zygote is not None and not self._zygote.alive:
                self._zygote.close()
                self._zygote = None
            if self._zygote is None:
                folder = Path(tempfile.mkdtemp(prefix="zygote-", dir=self._root))
                self._zygote = Zygote(folder, self._switched_off, self.limits.start_seconds)
            return self._zygote


def probe_layers() -> list[Layer]:
    """What this machine offers of each layer; a missing one is an answer and no error."""
    try:
        with Sandbox(accepted_gaps=frozenset(LAYERS)) as sandbox:
            held, missing = sandbox.layers, sandbox.missing
    except Exception as error:
        held, missing = {}, dict.fromkeys(LAYERS, f"the sandbox does not start: {error}")
    return [Layer(name, name in held, held.get(name) or missing[name]) for name in LAYERS]
