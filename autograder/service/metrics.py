"""What Prometheus is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client import Counter as Total
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.health import Health

SECONDS: Final = (0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 600, 1800)
WAITING: Final = (State.RECEIVED, State.GRADING)


class Metrics:
    """Counts what happens; what is the case now is read from the log of attempts."""

    def __init__(self, attempts: AttemptLog, health: Health) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_Now(attempts, health))
        self._ended = Total(
            "unrolled_attempts_ended",
            "Attempts that came to an end, by how.",
            ["assignment", "state"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "unrolled_seconds_until_graded",
            "From the moment in which an attempt was received until it was recorded.",
            ["assignment"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._faults = Total(
            "unrolled_grader_faults",
            "Attempts that the grader failed on; they wait for a person.",
            ["assignment"],
            registry=self.registry,
        )
        self._budgets = Total(
            "unrolled_budgets_reached",
            "Attempts that used more than one submission may.",
            ["assignment"],
            registry=self.registry,
        )
        self._gave_way = Total(
            "unrolled_gave_way",
            "How often an attempt that takes longer than most gave way to others.",
            ["assignment"],
            registry=self.registry,
        )
        self._troubles = Total(
            "unrolled_troubles",
            "How often something was in the way of all.",
            registry=self.registry,
        )

    def ended(self, attempt: Attempt) -> None:
        """Count an attempt that has points, or that the grader failed on."""
        name = attempt.assignment
        self._ended.labels(name, attempt.state).inc()
        if attempt.state is State.WAITS:
            self._faults.labels(name).inc()
        elif attempt.graded is not None:
            passed = attempt.graded - attempt.received
            self._seconds.labels(name).observe(passed.total_seconds())

    def budget_reached(self, assignment: str) -> None:
        """Count a submission that used more than it may."""
        self._budgets.labels(assignment).inc()

    def gave_way(self, assignment: str) -> None:
        """Count an attempt that waits behind all others from now on."""
        self._gave_way.labels(assignment).inc()

    def trouble(self) -> None:
        """Count something that was in the way of all."""
        self._troubles.inc()


class _Now(Collector):
    def __init__(self, attempts: AttemptLog, health: Health) -> None:
        self._attempts = attempts
        self._health = health

    def collect(self) -> Iterable[GaugeMetricFamily]:
        attempts = self._attempts.all()
        by_state = GaugeMetricFamily(
            "unrolled_attempts", "Attempts by how far they have come.", labels=["state"]
        )
        found = Counter(attempt.state for attempt in attempts)
        for state in State:
            by_state.add_metric([state], found[state])
        yield by_state
        waiting = [attempt for attempt in attempts if attempt.state in WAITING]
        since = [attempt.received for attempt in waiting if attempt.behind_since is None]
        age = (datetime.now(UTC) - min(since)).total_seconds() if since else 0.0
        yield GaugeMetricFamily(
            "unrolled_oldest_seconds",
            "How long the oldest attempt has waited, but for those behind all others.",
            value=age,
        )
        yield GaugeMetricFamily(
            "unrolled_behind",
            "Attempts that take longer than most, and wait or are graded behind all others.",
            value=len(waiting) - len(since),
        )
        yield GaugeMetricFamily(
            "unrolled_ready", "Whether what comes in is graded.", value=float(self._health.ready)
        )
