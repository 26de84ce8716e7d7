"""Enter every layer in order, and believe none before it has been tried."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from autograder.sandbox import descriptors, landlock, limits, names, privileges

_WITH_TRUNCATION = 3


class NotHeld(Exception):
    """A layer was entered but does not hold, or was switched off."""


@dataclass(frozen=True)
class Policy:
    """What a worker is confined to."""

    parent: int
    scratch: str
    readable: tuple[str, ...]
    limits: limits.WorkerLimits
    shared_filter: Any
    no_namespaces: str | None
    switched_off: frozenset[str] = frozenset()


@dataclass
class Report:
    """Which layers hold, with a detail, and why the others do not."""

    held: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


def enter(policy: Policy) -> Report:
    """Enter all layers; a layer that fails is reported and the next one entered."""
    entries: dict[str, Callable[[Policy], str]] = {
        names.DESCRIPTORS: _descriptors,
        names.USER: _user,
        names.PARENT_DEATH: _parent_death,
        names.RLIMITS: _rlimits,
        names.NAMESPACES: _namespaces,
        names.CAPABILITIES: _capabilities,
        names.NO_NEW_PRIVS: _no_new_privs,
        names.LANDLOCK: _landlock,
        names.SECCOMP: _seccomp,
    }
    report = Report()
    for name in names.ENTERED_BY_WORKER:
        try:
            if name in policy.switched_off:
                raise NotHeld("switched off")
            report.held[name] = entries[name](policy)
        except Exception as error:
            report.missing[name] = str(error) or type(error).__name__
    return report


def _user(policy: Policy) -> str:
    if os.geteuid() != 0:
        return _require(privileges.never_root(), "the grader's, who is not root")
    privileges.become_own_user(policy.scratch)
    return _require(privileges.never_root(), "of its own")


def _parent_death(policy: Policy) -> str:
    privileges.tie_to_parent(policy.parent)
    return _require(privileges.tied_to_parent(), "on")


def _descriptors(policy: Policy) -> str:
    descriptors.close_all_others()
    return _require(descriptors.only_kept_are_open(), "only its pipes are open")


def _rlimits(policy: Policy) -> str:
    wanted = limits.set_limits(policy.limits)
    return _require(limits.limits_hold(wanted), f"{policy.limits.memory_mb} MB")


def _namespaces(policy: Policy) -> str:
    from autograder.sandbox import namespaces

    if policy.no_namespaces is not None:
        raise NotHeld(policy.no_namespaces)
    quota = policy.limits.disk_mb
    namespaces.enter(policy.scratch, quota, policy.limits.disk_entries)
    return _require(namespaces.holds(policy.scratch, quota), "no network, files of its own")


def _capabilities(policy: Policy) -> str:
    privileges.drop_capabilities()
    return _require(privileges.capabilities_dropped(), "none")


def _no_new_privs(policy: Policy) -> str:
    privileges.forbid_new_privileges()
    return _require(privileges.new_privileges_forbidden(), "on")


def _landlock(policy: Policy) -> str:
    version = landlock.abi()
    ruleset = landlock.Ruleset()
    ruleset.allow(policy.readable, landlock.READ)
    ruleset.allow([policy.scratch], landlock.OWN)
    ruleset.allow(["/dev/null"], landlock.READ_AND_WRITE_FILE)
    forbidden: list[Callable[[], object]] = [
        partial(os.open, "/", os.O_RDONLY | os.O_DIRECTORY),
        partial(os.open, __file__, os.O_RDONLY),
        partial(os.open, "/proc/self/status", os.O_RDONLY),
        partial(os.mkdir, f"{policy.scratch}.outside"),
    ]
    ruleset.enter()
    return _require(all(_denied(attempt) for attempt in forbidden), f"ABI {version}")


def _seccomp(policy: Policy) -> str:
    from autograder.sandbox import seccomp

    if policy.shared_filter is None:
        raise NotHeld("the filter could not be prepared")
    # The small filter first: the large one refuses to load another.
    seccomp.own_filter(os.getpid(), path_truncation=_truncation_is_open()).load()
    policy.shared_filter.load()
    return _require(seccomp.holds(), "on")


def _truncation_is_open() -> bool:
    try:
        return landlock.abi() < _WITH_TRUNCATION
    except OSError:
        return False


def _require(holds: bool, detail: str) -> str:
    if not holds:
        raise NotHeld("entered, but it does not hold")
    return detail


def _denied(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (PermissionError, FileNotFoundError):
        return True
    except OSError:
        return False
    return False
