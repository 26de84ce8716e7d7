"""What the service keeps warm until something is in the way of all: processes, gradebook, queue."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from logging import getLogger
from typing import TYPE_CHECKING

from nbgrader.exchange import ExchangeError

from autograder import content
from autograder.batch.class_run import cluster
from autograder.batch.exclusive import Busy, exclusive
from autograder.batch.pool import Pool
from autograder.batch.results_writer import ResultsWriter
from autograder.budget import Budget
from autograder.content import settings
from autograder.graders.registry import assignment_named
from autograder.grading.course import Course, CourseError
from autograder.grading.fit import points_in
from autograder.host import scratch
from autograder.process.fingerprint import fingerprint
from autograder.process.process import Overrun
from autograder.process.submission_grader import Place
from autograder.process.task import Grade, Stop, Task, Warm
from autograder.process.timestamp import moment_of
from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.attempt_work import AttemptWork
from autograder.service.exchange import FEEDBACK, SUBMITTED, Exchange
from autograder.service.inbox import A_NEWER_ONE, Inbox
from autograder.service.lanes import Lanes, UnderWay
from autograder.service.metrics import Metrics
from autograder.service.orders import Order, Orders
from autograder.service.queue import Queue
from autograder.service.rules import feedback_is_due, next_try, not_yet

if TYPE_CHECKING:
    from autograder.batch.cluster import Cluster

AHEAD = 1  # so that no process waits for the writer
REMOVED = "staff have removed this learner from the gradebook: `unrolled roster` adds whom it names"

log = getLogger(__name__)


@dataclass(frozen=True)
class Means:
    """What the service grades with.

    Parameters
    ----------
    jobs : how many submissions at a time, on this machine.
    dask : address of the scheduler of a Dask cluster that grades instead.
    """

    jobs: int
    accepted_gaps: frozenset[str]
    budget: Budget
    dask: str | None = None


class Session:
    """Takes attempts from the exchange to the gradebook and back; a context manager.

    Raises
    ------
    CourseError : from everywhere, when something is in the way of all.
    """

    def __init__(
        self,
        course: Course,
        means: Means,
        attempts: AttemptLog,
        exchange: Exchange,
        metrics: Metrics,
    ) -> None:
        self._course = course
        self._means = means
        self._attempts = attempts
        self._exchange = exchange
        self._metrics = metrics
        self._orders = Orders(course.root)
        self._inbox = Inbox(exchange, attempts)
        self._queue = Queue()
        self._lanes = Lanes(attempts.all())
        self._gives_way: Grade | None = None
        self._works: dict[str, AttemptWork] = {}
        self._writers: dict[str, ResultsWriter] = {}
        self._busy: set[str] = set()  # learners of whom something is being graded
        self._unreleased: dict[str, Attempt] = {}
        self._unopened = self._automatic()
        self._stack = ExitStack()
        self._pool: Pool[Task] | Cluster[Task]

    def __enter__(self) -> Session:
        scratch.sweep()
        pool = self._pool = self._opened_pool()
        self._stack.enter_context(pool)
        for attempt in self._attempts.all():
            self._take_up(attempt)
        return self

    def __exit__(self, *error: object) -> None:
        if isinstance(self._pool, Pool) and not self._pool.is_idle:
            self._pool.kill()  # what it is at is graded again
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    @property
    def is_ready(self) -> bool:
        """Whether a submission is graded without waiting for a process to get ready."""
        return self._pool.is_warm and not self._unopened

    @property
    def is_idle(self) -> bool:
        """Whether nothing happens until something comes in, or some time has passed."""
        waits_for_others = any(work.waits_for_others for work in self._works.values())
        return self._pool.is_idle and not waits_for_others and not self._unopened

    def step(self, seconds: float) -> None:
        """Do what there is to do, and wait for the processes, at most for some time."""
        for order in self._orders.new():
            self._obey(order)
        for attempt in self._inbox.new():
            log.info("received", extra=_about(attempt))
            self._line_up(attempt)
            self._forget_older(attempt)
        if not self._orders.paused:
            self._start()
            self._make_room()
        for end in [] if self._pool.is_idle else self._pool.done(seconds):
            if isinstance(end.error, Overrun):
                self._metrics.budget_reached(end.task.assignment)
            if end.task is self._gives_way:
                self._gives_way = None
            self._works[end.task.assignment].next_step(end)
        for work in self._works.values():
            work.record()
        self._release()
        if not self._pool.unfinished:
            self._open_next()

    def _opened_pool(self) -> Pool[Task] | Cluster[Task]:
        means, root = self._means, self._course.root
        if means.dask is not None:
            places = map(self._place, content.assignments())
            return cluster(means.dask, f"unrolled serve {root}", *places)
        warming = [Warm(self._place(name), root / "source" / name) for name in self._automatic()]
        return Pool(means.jobs, means.budget, warming)

    def _take_up(self, attempt: Attempt) -> None:
        """Go on with an attempt where the last session ended."""
        if attempt.state in (State.RECEIVED, State.GRADING) or attempt.until is not None:
            self._wait_in_line(attempt)
        elif attempt.state.is_graded and not attempt.released:
            self._unreleased[attempt.key] = attempt

    def _obey(self, order: Order) -> None:
        """Have an attempt graded, unless an earlier session has obeyed."""
        attempt = self._attempts.find(order.about)
        if attempt is None or not self._attempts.folder(attempt, SUBMITTED).is_dir():
            log.error("%s wants %a graded, which is not there", order.by, order.about)
        elif attempt.ordered_at < order.at:
            again = replace(
                attempt,
                state=State.RECEIVED,
                why="",
                until=None,
                released=False,
                ordered=order.by,
                ordered_at=order.at,
                behind_since=None,
            )
            log.info("to be graded, says %s", order.by, extra=_about(again))
            self._wait_in_line(self._attempts.write(again))

    def _forget_older(self, attempt: Attempt) -> None:
        """Keep of what is not graded the newest only: a flood must not fill the disk."""
        for older in self._attempts.of(attempt.student, attempt.assignment):
            if older.state is State.NOT_GRADED and older.key != attempt.key:
                shutil.rmtree(self._attempts.folder(older, SUBMITTED), ignore_errors=True)

    def _line_up(self, attempt: Attempt) -> None:
        earlier = self._attempts.of(attempt.student, attempt.assignment)
        waits = self._lanes.lined_up(attempt, earlier, datetime.now(UTC))
        if waits != attempt:
            log.info("waits behind all others", extra=_about(waits))
            self._attempts.write(waits)
        self._wait_in_line(waits)

    def _wait_in_line(self, attempt: Attempt) -> None:
        older = self._queue.put(attempt)
        if older is not None:
            self._attempts.write(
                replace(older, state=State.NOT_GRADED, why=A_NEWER_ONE, until=None)
            )

    def _start(self) -> None:
        """Let the processes have something to do, but not more than they can do at once."""
        while self._pool.unfinished < self._pool.jobs + AHEAD:
            now = datetime.now(UTC)
            admitted = partial(
                self._lanes.may_start, under_way=self._under_way(), jobs=self._pool.jobs, now=now
            )
            attempt = self._queue.take(self._busy, now, admitted)
            if attempt is None:
                return
            earlier = self._attempts.of(attempt.student, attempt.assignment)
            waits = not_yet(attempt, earlier, settings(attempt.assignment).rules, now)
            if waits is not None:
                self._put_off(waits)
                continue
            try:
                self._grade(attempt)
            except Busy:
                self._queue.put(attempt)
                return

    def _under_way(self) -> list[Attempt]:
        return [each for work in self._works.values() for each in work.under_way.values()]

    def _make_room(self) -> None:
        """If something waits for a process, let what takes longer than most give way to it."""
        pool = self._pool
        if not isinstance(pool, Pool) or self._gives_way or pool.unfinished <= pool.jobs:
            return
        tasks: dict[str, Grade] = {}
        under_way: list[UnderWay] = []
        for task, meter in pool.running:
            if isinstance(task, Grade):
                attempt = self._works[task.assignment].under_way[task.student]
                tasks[attempt.key] = task
                under_way.append(UnderWay(attempt, meter.seconds, meter.silence))
        slow = self._lanes.gives_way(under_way)
        if slow is not None:
            self._gives_way = tasks[slow.key]
            pool.stop(self._gives_way, Stop())

    def _put_off(self, attempt: Attempt) -> None:
        if attempt != self._attempts.find(attempt.key):
            self._attempts.write(attempt)
            log.info("%s: %s", attempt.state, attempt.why, extra=_about(attempt))
        if attempt.until is not None:
            self._queue.put(attempt)

    def _grade(self, attempt: Attempt) -> None:
        try:
            work = self._work(attempt.assignment)
        except Busy:
            raise
        except CourseError as error:  # of this assignment
            self._let_wait(attempt, str(error))
            return
        writer = self._writers[attempt.assignment]
        writer.catch_up()
        if writer.was_removed(attempt.student):
            self._let_wait(attempt, REMOVED)
            return
        if attempt.state is State.RECEIVED and not attempt.ordered and self._is_recorded(attempt):
            self._attempts.write(replace(attempt, state=State.DONE, counts=True, released=True))
            return
        self._busy.add(attempt.student)
        self._lanes.started(attempt, datetime.now(UTC))
        log.info("being graded", extra=_about(attempt))
        work.start(attempt)

    def _let_wait(self, attempt: Attempt, why: str) -> None:
        """Leave an attempt to people, and look again later."""
        tries = attempt.tries + 1
        until = next_try(tries, datetime.now(UTC))
        self._put_off(replace(attempt, state=State.WAITS, why=why, tries=tries, until=until))

    def _is_recorded(self, attempt: Attempt) -> bool:
        """Say whether somebody has recorded the very submission, and handed out its feedback."""
        folder = self._attempts.folder(attempt, SUBMITTED)
        place = self._place(attempt.assignment).submitted(attempt.student)
        same = fingerprint(folder, moment_of(folder)) == fingerprint(place, moment_of(place))
        return same and self._writers[attempt.assignment].finished(attempt.student) is not None

    def _work(self, assignment: str) -> AttemptWork:
        """Return the work on an assignment; its gradebook is opened with the first attempt."""
        if assignment not in self._works:
            points_in(self._course.release(assignment), assignment_named(assignment))
            lock, place = self._course.notes(assignment, ".lock"), self._place(assignment)
            with exclusive(lock, patience=0):
                writer = ResultsWriter(place, self._course.notes(assignment, ".jsonl"))
                self._writers[assignment] = self._stack.enter_context(writer)
                writer.update_dates()
            self._works[assignment] = AttemptWork(
                place, self._pool, writer, self._attempts, lock, self._ended
            )
        return self._works[assignment]

    def _ended(self, attempt: Attempt) -> None:
        """Go on after an attempt that has points, or gave way, or that the grader failed on."""
        self._busy.discard(attempt.student)
        if attempt.state is State.RECEIVED:
            self._go_behind(attempt)
            return
        self._metrics.ended(attempt)
        self._lanes.learn(attempt)
        log.info("%s%s", attempt.state, attempt.why and f": {attempt.why}", extra=_about(attempt))
        if attempt.until is not None and not self._queue.has(attempt.student, attempt.assignment):
            self._queue.put(attempt)
        elif attempt.state.is_graded:
            self._unreleased[attempt.key] = attempt

    def _go_behind(self, attempt: Attempt) -> None:
        """Let an attempt wait behind all others, unless a newer one is there."""
        self._metrics.gave_way(attempt.assignment)
        log.info("takes longer than most: waits behind all others", extra=_about(attempt))
        if self._queue.has(attempt.student, attempt.assignment):
            self._attempts.write(replace(attempt, state=State.NOT_GRADED, why=A_NEWER_ONE))
        else:
            self._queue.put(attempt)

    def _release(self) -> None:
        now = datetime.now(UTC)
        for key, attempt in list(self._unreleased.items()):
            if self._orders.hold(attempt.assignment):
                continue
            if feedback_is_due(attempt, now) or self._orders.release(attempt):
                pages = self._attempts.folder(attempt, FEEDBACK).parents[1]
                try:
                    self._exchange.release(attempt.student, attempt.assignment, pages)
                except ExchangeError as error:
                    raise CourseError(f"Feedback cannot be released: {error}.") from None
                self._attempts.write(replace(attempt, released=True))
                del self._unreleased[key]
                log.info("feedback released", extra=_about(attempt))

    def _automatic(self) -> list[str]:
        """Return the released assignments that are graded automatically."""
        names = [name for name in content.assignments() if settings(name).rules.automatic]
        return [name for name in names if self._course.released(name).is_dir()]

    def _open_next(self) -> None:
        """Open the gradebook for an assignment before the first attempt comes in."""
        if self._unopened:
            assignment = self._unopened.pop(0)
            try:
                self._work(assignment)
            except CourseError as error:  # which is met again with the first attempt
                log.error("%s", error)

    def _place(self, assignment: str) -> Place:
        means = self._means
        return Place(self._course.root, assignment, means.accepted_gaps, means.budget)


def _about(attempt: Attempt) -> dict[str, object]:
    """Return what the log says of an attempt beside the message."""
    return {"attempt": attempt}
