"""One process for a course: it looks, grades and releases until it is told to stop."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging import getLogger

from autograder.batch.exclusive import Busy, exclusive
from autograder.batch.interrupt import Interrupt
from autograder.content import ContentError
from autograder.grading.course import NOTES, Course, CourseError
from autograder.nbgrader_plugin import course_map
from autograder.process.configured import configuration
from autograder.service.attempt_log import AttemptLog
from autograder.service.changes import Changes
from autograder.service.exchange import Exchange
from autograder.service.health import Health
from autograder.service.metrics import Metrics
from autograder.service.session import Means, Session
from autograder.service.watcher import Watcher

STEP_SECONDS = 0.05  # how long a step waits for processes, while they work
IDLE_SECONDS = 1.0
CHANGES_SECONDS = 2.0  # how often to look whether the course has changed
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0  # after something that is in the way of all

log = getLogger(__name__)


class Service:
    """Grades what comes into a course's exchange.

    Parameters
    ----------
    polling : not to rely on events of the exchange's file system.

    Raises
    ------
    CourseError : when there is no such course, or another service has it.
    """

    def __init__(self, course: Course, means: Means, polling: bool) -> None:
        self._course = course
        self._means = means
        configuration(course.root)  # else it is no course
        self._polling = polling
        self._changes = Changes(course)
        self._looked = time.monotonic()
        self.health = Health()
        self.attempts = AttemptLog(course.root)
        self.metrics = Metrics(self.attempts, self.health)

    def run(self) -> bool:
        """Work until a signal comes, and return False; or True to be started anew.

        Everything is in order whenever it ends, also when it is killed.
        """
        with _alone(self._course), Interrupt() as interrupt:
            self.attempts.catch_up()
            pause = FIRST_PAUSE
            while True:
                started = time.monotonic()
                try:
                    return self._work(interrupt)
                except Exception as error:
                    self._note(error)
                if time.monotonic() - started > LONGEST_PAUSE:
                    pause = FIRST_PAUSE
                if self._is_over_within(pause, interrupt):
                    return not interrupt.number
                pause = min(2 * pause, LONGEST_PAUSE)

    def _work(self, interrupt: Interrupt) -> bool:
        exchange = Exchange(self._course.root)
        session = Session(self._course, self._means, self.attempts, exchange, self.metrics)
        with Watcher(exchange.inbound, IDLE_SECONDS, self._polling) as watcher, session:
            log.info("watching %s", exchange.inbound)
            self._publish_map(exchange)
            return self._keep_on(session, watcher, interrupt)

    def _publish_map(self, exchange: Exchange) -> None:
        try:
            course_map.publish(exchange.inbound.parent)
        except (OSError, ContentError) as error:
            log.warning("the Welcome page keeps the map that it had: %s", error)

    def _keep_on(self, session: Session, watcher: Watcher, interrupt: Interrupt) -> bool:
        while not interrupt.number:
            session.step(STEP_SECONDS)
            self.health.beat()
            self.health.ready, self.health.trouble = session.is_ready, ""
            if self._has_changed():
                log.info("the course has changed: starting anew")
                return True
            if session.is_idle:
                watcher.wait(IDLE_SECONDS)
        log.info("stopped")
        return False

    def _has_changed(self) -> bool:
        if time.monotonic() - self._looked < CHANGES_SECONDS:
            return False
        self._looked = time.monotonic()
        try:
            return self._changes.happened()
        except ContentError as error:
            log.error("going on with the rules as they were: %s", error)
            return False

    def _note(self, error: Exception) -> None:
        self.health.ready, self.health.trouble = False, str(error)
        self.metrics.trouble()
        unexpected = not isinstance(error, (CourseError, ContentError))
        log.error("%s", error, exc_info=error if unexpected else None)

    def _is_over_within(self, seconds: float, interrupt: Interrupt) -> bool:
        """Wait; say whether meanwhile a signal has come, or the course has changed."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if interrupt.number or self._has_changed():
                return True
            self.health.beat()
            time.sleep(STEP_SECONDS)
        return False


def start_anew() -> None:
    """Run the same command again in this process: with all that has changed."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


@contextmanager
def _alone(course: Course) -> Iterator[None]:
    try:
        with exclusive(course.root / NOTES / "serve.lock", patience=0):
            yield
    except Busy:
        raise CourseError(
            f"Another `unrolled serve` works for {course.root}: one is enough, stop one of them."
        ) from None
