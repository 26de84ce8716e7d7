"""The start of a worker: its folder, its pipes, and the report of its layers."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Mapping
from pathlib import Path

from autograder.host import scratch
from autograder.host.deadline import Deadline
from autograder.host.exchange import Closed, DeadlinePassed, Exchange
from autograder.host.failure import SandboxFault
from autograder.host.launcher import Zygote, open_pipes
from autograder.host.layers import Report
from autograder.host.leash import Leash
from autograder.host.limits import Limits
from autograder.host.link import Link
from autograder.host.watch import Watch
from autograder.sandbox import wire
from autograder.sandbox.names import NAMESPACES


def start_worker(
    zygote: Zygote,
    root: Path,
    files: Mapping[str, bytes],
    accepted: frozenset[str],
    limits: Limits,
    seed: int | None,
) -> tuple[Link, Report]:
    """A new worker below `root`, and what it says of its layers; SandboxFault if it fails."""
    folder = Path(tempfile.mkdtemp(prefix="worker-", dir=root))
    try:
        scratch.fill(folder, files)
        return _fork(zygote, folder, accepted, limits, seed)
    except BaseException:
        scratch.remove(folder)
        raise


def _fork(
    zygote: Zygote, folder: Path, accepted: frozenset[str], limits: Limits, seed: int | None
) -> tuple[Link, Report]:
    ours, theirs = open_pipes()
    our_leash, their_leash = socket.socketpair()
    exchange = Exchange(ours[0], ours[1], ours[2], limits.reply_bytes)
    leash = Leash(our_leash)
    request = {
        "scratch": str(folder),
        "limits": limits.for_worker(),
        "accepted_gaps": sorted(accepted),
        "seed": seed,
    }
    try:
        with their_leash:
            zygote.fork(request, [*theirs, their_leash.fileno()])
        for descriptor in theirs:
            os.close(descriptor)
        theirs = []
        pid = leash.pid(limits.start_seconds)
        report = _report(exchange, limits)
    except BaseException:
        for descriptor in theirs:
            os.close(descriptor)
        leash.close()
        exchange.close()
        raise
    measured = None if NAMESPACES in report.held else folder
    watch = Watch(measured, ours[2], pid, limits)
    return Link(exchange, leash, watch, folder, limits), report


def _report(exchange: Exchange, limits: Limits) -> Report:
    try:
        body = exchange.receive(Deadline(limits.start_seconds))
        return Report.of(wire.decode(body))
    except (Closed, DeadlinePassed, wire.WireError) as error:
        raise SandboxFault(f"a worker did not start: {type(error).__name__} {error}") from None
