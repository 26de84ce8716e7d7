"""What all tests share: an option that fails a run with a skipped test, and who runs what."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as there is a process for each core
from tests import kept_answer, tiny_course, warm  # import NumPy

HUB = "tests/hub/"
# What rules make of the reference, and what comes of it, is computed once for all of these.
ON_THE_SAME_ANSWERS = (
    "tests/graders/test_odd_answers",
    "tests/strangers/",
    "tests/graders/test_follow_through",
    "tests/graders/test_glance",
    "tests/graders/test_mended",
    "tests/graders/test_untried",
    "tests/mistakes/test_recognition",
)
LONGEST = (
    HUB,
    "tests/verify/test_ours",
    *ON_THE_SAME_ANSWERS,
    "tests/graders/test_samples",
    "tests/admission/test_class",
)
_scratch = tempfile.TemporaryDirectory(prefix="scripts-")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fail-on-skip", action="store_true", help="a skipped test fails the run (for CI)"
    )


def pytest_configure() -> None:
    tiny_course.use()
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # whoever started this process has set the rest
    # nbgrader calls alembic by name, also where no environment is active.
    scripts = Path(sys.executable).parent
    kept_answer.write_script(scripts / "alembic", Path(_scratch.name))
    os.environ["PATH"] = os.pathsep.join([_scratch.name, str(scripts), os.environ["PATH"]])
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([warm.QUICK, *filter(None, others)]))


@pytest.fixture(autouse=True)
def _our_course() -> None:
    tiny_course.use()  # whatever course a command used that was run in this process


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if session.config.getoption("--fail-on-skip") and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # What takes longest comes first: then no worker is left alone with it in the end.
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    items.sort(key=lambda item: not item.nodeid.startswith(HUB))


def pytest_collection_finish() -> None:
    gc.freeze()  # else each garbage collection looks at all tests, too


class Shared(LoadScopeScheduling):
    """Gives each worker whole files, and one of them all that share something costly."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(ON_THE_SAME_ANSWERS):
            return ON_THE_SAME_ANSWERS[0]
        return HUB if nodeid.startswith(HUB) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shared:
    return Shared(config, log)
