"""A class before a deadline: how long each waits from *Submit* to the feedback in the exchange.

    python -m benchmarks.deadline                                 one submission of `cells`
    python -m benchmarks.deadline --assignment gates --tries 10   one after the other
    python -m benchmarks.deadline --learners 200 --within 60      a class within a minute
    python -m benchmarks.deadline --learners 200 --within 60 --looking 20
    python -m benchmarks.deadline --learners 200 --within 60 --hostile 5
    python -m benchmarks.deadline --learners 500 --kills 10

A course with a real exchange is made in a temporary folder and served by `unrolled serve`.
Everybody submits by nbgrader's own means, each from a folder of theirs, at a random moment.

--looking 20 adds 20 people, each of whom loads a page about once a second meanwhile: *My results*
of a learner, and one time in ten *The class now*. Told are the milliseconds within which 95 of 100
pages came. A stand-in for the hub says who they are.

--hostile 5 gives every fifth learner code that never ends. All of it is done twice, each time in a
new course and at the same moments: without these learners, and with them. Told is how many times as
long the others waited with them, in the middle and at most.

--kills 10 kills the service ten times, at random, and starts it anew, while it grades what all have
submitted before it began. Marks, pages and attempts are compared with those of a copy of the course
that was left alone; ends with 1 if anything is different.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from traitlets.log import get_logger

from autograder.budget import MOST_SECONDS, USUAL_SECONDS
from autograder.content import assignments
from autograder.process.database import put_scripts_on_the_path
from benchmarks.kills import Compared, compared
from benchmarks.looking import Looking, hub
from benchmarks.school import School

LOOK_SECONDS = 0.01
console = Console(stderr=True)


@dataclass(frozen=True)
class Night:
    """What happens.

    Parameters
    ----------
    learners : how many submit, each once, within so many seconds.
    hostile : of so many, one has code that never ends; 0 for none.
    absent : whether these stay away.
    looking : how many people look at pages meanwhile.
    """

    assignment: str
    learners: int
    within: float
    hostile: int = 0
    absent: bool = False
    looking: int = 0

    def is_hostile(self, number: int) -> bool:
        """Say whether a learner is."""
        return bool(self.hostile) and number % self.hostile == self.hostile - 1


@dataclass(frozen=True)
class Waited:
    """What honest learners waited, in seconds, and how many have waited in vain.

    `page` is within how many milliseconds 95 of 100 pages came, of so many `looks`.
    """

    night: Night
    median: float
    last: float
    lost: int
    page: float | None
    looks: int
    failed: int


def waited(night: Night, school: School, looking: Looking) -> Waited:
    """Let a class submit to a course that is served, and measure."""
    sent: dict[str, float] = {}  # by the feedback's name
    came: dict[str, float] = {}
    all_sent = threading.Event()
    ends = time.monotonic() + night.within + min(MOST_SECONDS, 60.0 + 4 * night.learners)

    def look() -> None:
        while time.monotonic() < ends:
            now = time.monotonic()
            for name in school.feedback:
                came.setdefault(name, now)
            if all_sent.is_set() and sent.keys() <= came.keys():
                return
            time.sleep(LOOK_SECONDS)

    with looking.going_on():
        watching = threading.Thread(target=look)
        watching.start()
        started = time.monotonic()
        for number, moment in enumerate(_moments(night)):
            if night.is_hostile(number) and night.absent:
                continue
            time.sleep(max(0.0, started + moment - time.monotonic()))
            who = f"learner{number:04d}"
            if night.is_hostile(number):
                school.submit(who, school.endless)
            else:
                page = school.submit(who, school.right)
                sent[page] = time.monotonic()
        all_sent.set()
        watching.join()
    times = [came[page] - sent[page] for page in sent if page in came]
    return Waited(
        night,
        round(statistics.median(times), 2),
        round(max(times), 2),
        len(sent) - len(times),
        looking.percentile,
        looking.looks,
        looking.failed,
    )


def _moments(night: Night) -> list[float]:
    """Return when each submits: the same for each class of this size."""
    chance = random.Random(night.learners)
    return sorted(chance.uniform(0, night.within) for _ in range(night.learners))


def measured(night: Night, tries: int, jobs: int, budget: float) -> list[Waited]:
    """Serve a new course, and let the same happen in it several times."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="deadline-"))
        school = School(Path(folder) / "school", night.assignment)
        learners = [f"learner{number:04d}" for number in range(night.learners)]
        settings = stack.enter_context(hub()) if night.looking else {}
        console.print("The service gets ready …")
        stack.enter_context(school.served(jobs, budget, settings))
        return [waited(night, school, Looking(learners, night.looking)) for _ in range(tries)]


def main() -> None:
    """Measure, and print a table or JSON."""
    options = _options()
    put_scripts_on_the_path()
    get_logger().setLevel("ERROR")  # nbgrader tells of each submission
    if options.kills:
        _kill(options)
        return
    night = Night(options.assignment, options.learners, options.within, looking=options.looking)
    nights = [night]
    if options.hostile:
        hostile = replace(night, hostile=options.hostile)
        nights = [replace(hostile, absent=True), hostile]
    rows = [
        row
        for each in nights
        for row in measured(each, options.tries, options.jobs, options.budget)
    ]
    times = _times_as_long(rows) if options.hostile else None
    if options.json:
        print(json.dumps({"waited": [asdict(row) for row in rows], "times as long": times}))
        return
    Console().print(_table(rows))
    if times is not None:
        middle, most = times
        print(f"Beside hostile learners, others waited {middle} times as long in the middle, and")
        print(f"{most} times as long at most.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--assignment", choices=assignments(), default="cells")
    parser.add_argument("--learners", type=int, default=1, metavar="N", help="how many submit")
    parser.add_argument(
        "--within",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="from the first Submit to the last",
    )
    parser.add_argument(
        "--tries", type=int, default=1, metavar="N", help="how often all of it is done"
    )
    parser.add_argument(
        "--looking",
        type=int,
        default=0,
        metavar="N",
        help="how many people look at pages meanwhile",
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--hostile", type=int, default=0, metavar="N", help="every Nth learner's code never ends"
    )
    kinds.add_argument(
        "--kills", type=int, default=0, metavar="N", help="how often the service is killed"
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that grade; by default one for each processor",
    )
    parser.add_argument(
        "--budget",
        type=float,
        default=USUAL_SECONDS,
        metavar="SECONDS",
        help=f"of one submission; by default {USUAL_SECONDS:g}",
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    options = parser.parse_args()
    if options.hostile == 1 or 0 < options.learners < options.hostile:
        parser.error(
            f"--hostile {options.hostile} with --learners {options.learners} leaves nobody to "
            "compare: take --learners 10 --hostile 5, for example"
        )
    return options


def _kill(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="deadline-") as folder:
        found = compared(
            Path(folder),
            options.assignment,
            options.learners,
            options.kills,
            options.jobs,
            options.budget,
        )
    print(json.dumps(asdict(found)) if options.json else _said(found))
    if found.different:
        sys.exit(1)


def _said(found: Compared) -> str:
    done = f"{found.submissions} submissions of {found.assignment}, {found.kills} kills: "
    if not found.different:
        return f"{done}all marks, attempts and {found.pages} pages are the same."
    return f"{done}different are\n  " + "\n  ".join(found.different)


def _times_as_long(rows: list[Waited]) -> tuple[float, float]:
    """Return how many times as long honest learners waited with hostile ones: median and last."""
    without = [row for row in rows if row.night.absent]
    beside = [row for row in rows if not row.night.absent]
    return (
        round(_median(row.median for row in beside) / _median(row.median for row in without), 2),
        round(_median(row.last for row in beside) / _median(row.last for row in without), 2),
    )


def _median(seconds: Iterable[float]) -> float:
    return statistics.median(list(seconds))


def _table(rows: list[Waited]) -> Table:
    table = Table(title="Seconds from Submit to feedback")
    for heading in ("Assignment", "Learners", "Within", "Hostile", "Median", "Last", "Lost"):
        table.add_column(heading, justify="right")
    table.add_column("Pages, 95%", justify="right")
    for row in rows:
        night = row.night
        table.add_row(
            night.assignment,
            str(night.learners),
            f"{night.within:g} s",
            _hostile(night),
            f"{row.median:.2f}",
            f"{row.last:.2f}",
            str(row.lost),
            _page(row),
        )
    if len(rows) > 1 and not rows[0].night.hostile:
        middle = f"{_median(row.median for row in rows):.2f}"
        most = f"{max(row.last for row in rows):.2f}"
        table.add_row("all", str(len(rows)), "", "", middle, most, "", "")
    return table


def _hostile(night: Night) -> str:
    if not night.hostile:
        return "none"
    return "absent" if night.absent else f"every {night.hostile}."


def _page(row: Waited) -> str:
    if row.page is None:
        return ""
    return f"{row.page:.0f} ms" + (f", {row.failed} failed" if row.failed else "")


if __name__ == "__main__":
    main()
