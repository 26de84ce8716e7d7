"""One exercise three times: as recorded, as in the gradebook, as it comes out now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.batch.entries import Entry
from autograder.grading.shown import TEST_PREFIX
from autograder.replay.mark import Check, Mark


@dataclass(frozen=True)
class Row:
    """The points of one exercise, and in what they or their checks differ."""

    name: str
    recorded: float | None
    entry: Entry | None
    replayed: float | None
    checks: tuple[str, ...]

    @property
    def gradebook(self) -> float | None:
        """The points that count in the gradebook."""
        return None if self.entry is None else self.entry.score

    @property
    def reproduced(self) -> bool:
        """Whether points and checks come out as they were recorded."""
        return self.recorded == self.replayed and not self.checks

    @property
    def same(self) -> bool:
        """Whether the gradebook has them, too."""
        return self.reproduced and self.gradebook == (self.recorded or 0)

    @property
    def stays(self) -> bool:
        """Whether the gradebook would be given the same points, for the same reasons."""
        held = None if self.entry is None else self.entry.auto
        return held is not None and held == (self.replayed or 0) and not self.checks

    @property
    def regraded(self) -> float | None:
        """The points that would count: a person's come before the grader's."""
        manual = None if self.entry is None else self.entry.manual
        return self.replayed if manual is None else manual

    @property
    def difference(self) -> float:
        """How many points more would count."""
        return round((self.regraded or 0) - (self.gradebook or 0), 4)

    def as_json(self) -> dict[str, Any]:
        """Return what `replay --json` prints of one exercise."""
        return {
            "name": self.name,
            "recorded": self.recorded,
            "gradebook": self.gradebook,
            "replayed": self.replayed,
            "same": self.same,
            "checks": list(self.checks),
        }


def rows(then: Mark, now: Mark, entries: Mapping[str, Entry]) -> tuple[Row, ...]:
    """Put the exercises of both marks beside each other."""
    return tuple(
        Row(
            name,
            then.scores.get(name),
            entries.get(f"{TEST_PREFIX}{name}"),
            now.scores.get(name),
            tuple(_differences(then.checks.get(name, {}), now.checks.get(name, {}))),
        )
        for name in {**now.scores, **then.scores}
    )


def _differences(then: Mapping[str, Check], now: Mapping[str, Check]) -> Iterator[str]:
    if not then:
        return  # the exercise was not graded
    for name in {**now, **then}:
        before, after = then.get(name), now.get(name)
        if before is None or after is None:
            yield f"{name}: {'new' if before is None else 'gone'}"
        elif before.outcome != after.outcome:
            yield f"{name}: {before.outcome} → {after.outcome}"
        elif before.earned is not None and before.earned != after.earned:
            yield f"{name}: {before.earned:g} → {after.earned:g} points"
        elif before.misconception != after.misconception:
            yield f"{name}: {before.misconception or 'no'} → {after.misconception or 'no'} mistake"
        elif before.message != after.message:
            yield f"{name}: another message"
