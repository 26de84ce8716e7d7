"""Attacks on the sandbox: each is stopped, and succeeds when all that stops it is switched off."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TypeAlias

import pytest

from autograder.host import LearnerFailure, Limits, Sandbox, Worker
from autograder.sandbox.names import LAYERS, NAMESPACES

from .attack import FRESH_WORKER, LIMITS, Attack, attacks
from .surroundings import Target, state, surroundings

pytestmark = pytest.mark.sandbox

TIGHT = Limits(
    call_seconds=10,
    memory_mb=128,
    file_mb=6,
    disk_mb=8,
    disk_entries=50,
    threads=16,
    output_bytes=1 << 18,
    reply_bytes=1 << 20,
)
GENEROUS = Limits(
    call_seconds=20,
    memory_mb=1024,
    file_mb=64,
    disk_mb=256,
    disk_entries=5000,
    threads=500,
    output_bytes=64 << 20,
    reply_bytes=64 << 20,
)
NOTES = {"notes.txt": b"the neighbour's"}
ROOT = "root"
IS_ROOT = os.geteuid() == 0
NOTHING: frozenset[str] = frozenset()
ON_WORKERS = attacks(*LAYERS, LIMITS, FRESH_WORKER)
Case: TypeAlias = tuple[Attack, frozenset[str]]


@dataclass(frozen=True)
class Prison:
    """A sandbox without some of its defences, in which another learner's worker lives, too."""

    sandbox: Sandbox
    neighbour: Worker
    missing: frozenset[str]


class Prisons:
    """Holds one sandbox at a time, for as long as tests ask for the same."""

    def __init__(self) -> None:
        self._started: tuple[frozenset[str], Limits] | None = None
        self._open = ExitStack()

    def without(self, off: frozenset[str]) -> Prison:
        """A prison without these defences; namespaces may be missing on this machine besides."""
        layers_off = off & set(LAYERS)
        wanted = layers_off, GENEROUS if LIMITS in off else TIGHT
        if wanted != self._started:
            self.close()
            gaps = frozenset(LAYERS) if layers_off else frozenset({NAMESPACES})
            sandbox = Sandbox(gaps, wanted[1], _switched_off=layers_off)
            self._sandbox = self._open.enter_context(sandbox)
            self._neighbour = self._open.enter_context(sandbox.worker(NOTES))
            self._started = wanted
        missing = frozenset(self._sandbox.missing) | off
        return Prison(self._sandbox, self._neighbour, missing)

    def close(self) -> None:
        """End the sandbox."""
        self._open.close()


@pytest.fixture(scope="module")
def prisons() -> Iterator[Prisons]:
    with closing(Prisons()) as running:
        yield running


@pytest.fixture
def prison(prisons: Prisons, off: frozenset[str]) -> Prison:
    return prisons.without(off)


@pytest.fixture
def target(prison: Prison) -> Iterator[Target]:
    link = prison.neighbour._link
    neighbour = {"neighbour": link._watch.pid, "neighbours_notes": f"{link._folder}/notes.txt"}
    with surroundings() as around:
        yield {**around, **neighbour}


def title(value: object) -> str:
    if isinstance(value, Attack):
        return value.name
    return "without " + " ".join(sorted(value)) if value else "all defences"


def in_order(cases: Iterable[Case]) -> list[Case]:
    """So sorted that each sandbox is started once, and no two live at the same time."""
    return sorted(cases, key=lambda case: (sorted(case[1] & set(LAYERS)), sorted(case[1])))


def with_a_gap(attack: Attack) -> Iterator[Case]:
    """Without each of the defences that stop an attack, where there are several."""
    if len(attack.stopped_by) > 1 and (IS_ROOT or ROOT not in attack.needs):
        yield from ((attack, frozenset({name})) for name in attack.stopped_by)


DEFENDED = in_order(
    case for attack in ON_WORKERS for case in ((attack, NOTHING), *with_a_gap(attack))
)
OPEN = in_order(
    (attack, attack.stopped_by | attack.also_off)
    for attack in ON_WORKERS
    if IS_ROOT or ROOT not in attack.needs
)


@pytest.mark.parametrize(("attack", "off"), DEFENDED, ids=title)
def test_is_stopped_also_with_a_single_gap(attack: Attack, prison: Prison, target: Target) -> None:
    before = state(target["folder"])
    succeeded = succeeds(attack, prison, target)
    if not attack.stopped_by <= prison.missing:
        assert not succeeded
        assert state(target["folder"]) == before


@pytest.mark.parametrize(("attack", "off"), OPEN, ids=title)
def test_succeeds_when_nothing_stops_it(
    attack: Attack, prison: Prison, target: Target, sandbox: Sandbox
) -> None:
    is_possible = NAMESPACES not in attack.needs or NAMESPACES in sandbox.layers
    assert succeeds(attack, prison, target) is is_possible


def succeeds(attack: Attack, prison: Prison, target: Target) -> bool:
    """Whether the attack gets what it wants: from its own worker, or from the next one."""
    with prison.sandbox.worker() as worker:
        done = gets_through(attack, "attack", worker, prison, target)
        if not done or "def harvest" not in attack.source:
            return done
        if FRESH_WORKER in prison.missing:
            return gets_through(attack, "harvest", worker, prison, target)
    with prison.sandbox.worker() as worker:
        return gets_through(attack, "harvest", worker, prison, target)


def gets_through(
    attack: Attack, function: str, worker: Worker, prison: Prison, target: Target
) -> bool:
    """Whether the attacker's function returns something other than False."""
    assert worker.run_cell(attack.source).succeeded
    seconds = None if LIMITS in prison.missing else attack.seconds
    try:
        return worker.call(function, target, seconds=seconds).value is not False
    except LearnerFailure as failure:
        print(f"{attack.name} ended: {failure}")
        if type(failure).__name__ not in attack.ends:
            raise
        return False
