"""Which layers of containment this machine offers, and whether that is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.host.failure import LayerMissing, SandboxFault
from autograder.sandbox.names import ENTERED_BY_WORKER, OPTIONAL, WALL_CLOCK


@dataclass(frozen=True)
class Layer:
    """One layer: whether it holds here, and how or why not."""

    name: str
    holds: bool
    detail: str

    @property
    def required(self) -> bool:
        """Whether grading refuses without it, unless the operator accepts the gap."""
        return self.name not in OPTIONAL


@dataclass(frozen=True)
class Report:
    """What a worker found when it entered its layers."""

    held: dict[str, str]
    missing: dict[str, str]

    @classmethod
    def of(cls, message: Any) -> Report:
        """The report in the first message of a worker, which no learner's code has touched."""
        try:
            report = cls(dict(message["held"]), dict(message["missing"]))
        except (TypeError, KeyError, ValueError):
            raise SandboxFault("a worker did not report its layers") from None
        if {*report.held, *report.missing} != set(ENTERED_BY_WORKER):
            raise SandboxFault("a worker did not report all layers")
        return report

    def require(self, accepted_gaps: frozenset[str]) -> None:
        """Raise LayerMissing unless every missing layer is optional or accepted by name."""
        for name, why in self.missing.items():
            if name not in accepted_gaps | OPTIONAL:
                raise LayerMissing(
                    f"The sandbox layer {name!r} is missing on this machine ({why}); "
                    f"learners' code is not run without it unless the operator accepts the gap "
                    f"by naming it: {name}."
                )


def with_wall_clock(held: Mapping[str, str]) -> dict[str, str]:
    """The host's own layer, which holds since it has just killed the probe worker."""
    return {**held, WALL_CLOCK: "on"}
