"""pytest, collected once, run over the hidden checks of one submission after another."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

import pytest

from autograder.graders.attempt import Attempt
from autograder.graders.award import FULL
from autograder.graders.check import shares_in
from autograder.graders.registry import grader_module
from autograder.grading.outcome import judge
from autograder.grading.verdict import CheckResult

OPTIONS = [
    "--assert=plain",
    "--noconftest",
    "--disable-plugin-autoload",
    "-c",
    os.devnull,
    "--import-mode=importlib",  # nothing is put on sys.path
    *("-o", "consider_namespace_packages=true"),  # else all checks have one name
    *("-p", "no:cacheprovider"),
    *("-p", "no:faulthandler"),
    *("-p", "no:logging"),
    *("-p", "no:terminal"),
    *("-p", "no:capture"),
    *("-p", "no:warnings"),
    *("-p", "no:threadexception"),
    *("-p", "no:unraisableexception"),
]


@dataclass
class _Request:
    """Attempts to examine; `done` is set once `results` or `failure` is there.

    Of one exercise only, if there is an `only`.
    """

    attempts: Mapping[str, Attempt]
    only: str | None = None
    results: list[CheckResult] = field(default_factory=list)
    failure: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def asks(self, mark: Mapping[str, Any]) -> bool:
        """Say whether to run the check with this mark; nobody attempts what is left out."""
        exercise = mark["exercise"]
        return exercise in self.attempts and self.only in (None, exercise)


class Examiner:
    """Runs the checks of `assignments/<assignment>/hidden/checks.py`.

    An exercise's points are divided among its checks in proportion to their shares.

    pytest owns its loop, so it lives in a thread of its own and takes submissions from a queue.
    """

    def __init__(self, assignment: str, points: Mapping[str, float]) -> None:
        self._requests: queue.Queue[_Request | None] = queue.Queue()
        module = grader_module(assignment)
        shares = shares_in(module)
        worth = {name: points[name] / shares[name] for name in points}
        self._plugin = _Plugin(self._requests, worth)
        self._thread = threading.Thread(
            target=self._run, args=(str(module.__file__),), name="examiner", daemon=True
        )
        self._thread.start()

    def examine(
        self, attempts: Mapping[str, Attempt], only: str | None = None
    ) -> list[CheckResult]:
        """Run every check, or those of one exercise, on the attempt at its exercise."""
        request = _Request(attempts, only)
        self._requests.put(request)
        while not request.done.wait(timeout=0.5):
            if not self._thread.is_alive():
                raise RuntimeError("the graders could not be started") from self._plugin.failure
        if request.failure is not None:
            raise request.failure
        return request.results

    def close(self) -> None:
        """End pytest."""
        self._requests.put(None)
        self._thread.join()

    def _run(self, path: str) -> None:
        code = pytest.main([path, *OPTIONS], plugins=[self._plugin])
        if code != pytest.ExitCode.OK and self._plugin.failure is None:
            self._plugin.failure = RuntimeError(f"pytest ended with {code!r}")


class _Plugin:
    """Puts our loop in the place of pytest's, and turns its reports into results.

    Parameters
    ----------
    worth : how many points a share of an exercise's checks is.
    """

    def __init__(self, requests: queue.Queue[_Request | None], worth: Mapping[str, float]) -> None:
        self.failure: BaseException | None = None
        self._worth = worth
        self._requests = requests
        self._current: _Request | None = None

    @pytest.fixture
    def attempt(self, request: pytest.FixtureRequest) -> Attempt:
        assert self._current is not None
        attempt = self._current.attempts[_mark(request.node)["exercise"]]
        attempt.award = FULL
        return attempt

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "check(exercise, share): a check of an exercise")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failure = RuntimeError(str(report.longrepr))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return True
        while (request := self._requests.get()) is not None:
            self._current = request
            try:
                self._run_all(item for item in session.items if request.asks(_mark(item)))
            except BaseException as failure:
                request.failure = failure
            finally:
                request.done.set()
        return True

    def _run_all(self, items: Iterable[pytest.Item]) -> None:
        for item, next_item in pairwise((*items, None)):
            assert item is not None
            item.ihook.pytest_runtest_protocol(item=item, nextitem=next_item)

    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """Record the end of a check; pytest's own report would draw every traceback."""
        if call.when == "call" or call.excinfo is not None:
            self._record(item, call.excinfo.value if call.excinfo else None)
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def _record(self, item: pytest.Item, failure: BaseException | None) -> None:
        assert self._current is not None
        mark = _mark(item)
        exercise = mark["exercise"]
        check: Callable[..., None] = item.obj  # type: ignore[attr-defined]
        judgement = judge(failure, self._current.attempts[exercise])
        points = mark["share"] * self._worth[exercise]
        self._current.results.append(
            CheckResult(
                exercise=exercise,
                name=item.name.removeprefix(f"test_{exercise}_"),
                description=" ".join((check.__doc__ or "").split()),
                points=points,
                earned=points * judgement.credit,
                outcome=judgement.outcome,
                message=judgement.message,
                misconception=judgement.misconception,
                evidence=judgement.evidence,
                instead_of=judgement.instead_of,
            )
        )


def _mark(item: Any) -> dict[str, Any]:
    mark = item.get_closest_marker("check")
    assert mark is not None, f"{item.name} has no @check"
    return dict(mark.kwargs)
