"""What staff have set in `course.toml`: read whole, or refused with the line that cannot be."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NoReturn

from autograder.grading_rules import AFTER_DUE, Rules, rules_in
from autograder.grading_rules import KEYS as RULES

LATE_METHODS: Final = ("none", "zero")  # of nbgrader's own plugin
_CLASS: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")
_OF_COURSE: Final = ("assignments", "late", "roster", *RULES)
_OF_EXERCISE: Final = ("time_limit", "tolerance")
_OF_ASSIGNMENT: Final = (
    *("title", "due", "late", "leave_out", "points", *_OF_EXERCISE, "extensions", *RULES),
)
MOST_POINTS: Final = 1e6
LEAST_SECONDS, MOST_SECONDS = 0.1, 600.0
LEAST_TOLERANCE, MOST_TOLERANCE = 1e-9, 0.1
_EXAMPLE_DATE: Final = "2026-12-01T23:59:00+01:00"

# The tasks of each assignment, each with whether it is an exercise and not answered in words.
Tasks = Mapping[str, Mapping[str, bool]]


class ContentError(Exception):
    """The course does not have what is asked for; says what is missing."""


@dataclass(frozen=True)
class AssignmentSettings:
    """What staff have set for one assignment; what they have not is empty.

    Parameters
    ----------
    title : in the place of the first heading of the text.
    due : when it is due, with a time zone.
    late : how late work is treated: a method of nbgrader's own plugin, or a plugin's class.
    leave_out : exercises and questions that are not set.
    points : of exercises and questions, by name.
    time_limit : seconds that a call of an exercise's function may take, by its name.
    tolerance : the distance at which an answer still counts as right, by exercise.
    extensions : when it is due for single learners.
    rules : how it is graded automatically.
    """

    title: str = ""
    due: datetime | None = None
    late: str = ""
    leave_out: tuple[str, ...] = ()
    points: Mapping[str, float] = field(default_factory=dict)
    time_limit: Mapping[str, float] = field(default_factory=dict)
    tolerance: Mapping[str, float] = field(default_factory=dict)
    extensions: Mapping[str, datetime] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)

    def due_for(self, student: str) -> datetime | None:
        """Return when it is due for a learner, if there is a date."""
        return self.extensions.get(student, self.due)


@dataclass(frozen=True)
class CourseFile:
    """What is taught, in its order, what is set for each assignment, and the learners' file.

    `roster` is a path from the file's own folder; empty if there is none.
    """

    assignments: tuple[str, ...]
    settings: Mapping[str, AssignmentSettings]
    roster: str = ""


def read(file: Path, tasks: Tasks) -> CourseFile:
    """Read a `course.toml`.

    Raises
    ------
    ContentError : one sentence with the line, when something is unknown or impossible.
    """
    try:
        text = file.read_text("utf-8")
        document = tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{file} cannot be read: {error}.") from None
    return _Reader(file, text, document, tasks).read()


class _Reader:
    """Reads one document; knows the line of whatever it refuses."""

    def __init__(self, file: Path, text: str, document: dict[str, Any], tasks: Tasks) -> None:
        self._file = file
        self._lines = text.splitlines()
        self._document = document
        self._tasks = tasks

    def read(self) -> CourseFile:
        assignments = self._assignments()
        late = self._late(("late",), self._document["late"]) if "late" in self._document else ""
        rules = self._rules((), self._document, Rules())
        for key, value in self._document.items():
            if key not in _OF_COURSE and not isinstance(value, dict):
                self._unknown((key,), "key", (*_OF_COURSE, *assignments))
            if key not in _OF_COURSE and key not in assignments:
                self._unknown((key,), "assignment of this course", assignments)
        return CourseFile(
            assignments,
            {
                name: self._settings(name, self._document.get(name, {}), late, rules)
                for name in assignments
            },
            self._roster(("roster",), self._document.get("roster", "")),
        )

    def _assignments(self) -> tuple[str, ...]:
        names = self._document.get("assignments")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ContentError(
                f'{self._file} should say what is taught, as in assignments = ["cells"].'
            )
        for name in names:
            if name not in self._tasks:
                self._unknown(("assignments",), "assignment", self._tasks, name)
            if names.count(name) > 1:
                self._refuse(("assignments",), f"{name!r} stands there twice")
            if name in _OF_COURSE:
                self._refuse(("assignments",), f"an assignment cannot be called {name!r}")
        return tuple(names)

    def _settings(
        self, name: str, table: dict[str, Any], late: str, rules: Rules
    ) -> AssignmentSettings:
        for key in table:
            if key not in _OF_ASSIGNMENT:
                self._unknown((name, key), "key", _OF_ASSIGNMENT)
        tasks = self._tasks[name]
        left_out = self._left_out((name, "leave_out"), table.get("leave_out", []), tasks)
        stay = {task: is_code for task, is_code in tasks.items() if task not in left_out}
        due = self._moment((name, "due"), table["due"]) if "due" in table else None
        return AssignmentSettings(
            title=self._title((name, "title"), table.get("title", "")),
            due=due,
            late=self._late((name, "late"), table["late"]) if "late" in table else late,
            leave_out=left_out,
            points=self._numbers(name, "points", table, stay, (0, MOST_POINTS), "points"),
            time_limit=self._numbers(
                name, "time_limit", table, stay, (LEAST_SECONDS, MOST_SECONDS), "seconds"
            ),
            tolerance=self._numbers(
                name, "tolerance", table, stay, (LEAST_TOLERANCE, MOST_TOLERANCE), "a tolerance"
            ),
            extensions=self._extensions((name, "extensions"), table.get("extensions", {}), due),
            rules=self._rules_of(name, table, rules, due),
        )

    def _rules(self, path: tuple[str, ...], table: dict[str, Any], default: Rules) -> Rules:
        return rules_in(table, default, lambda key, says: self._refuse((*path, key), says))

    def _rules_of(
        self, name: str, table: dict[str, Any], default: Rules, due: datetime | None
    ) -> Rules:
        rules = self._rules((name,), table, default)
        if rules.feedback == AFTER_DUE and due is None:
            path = (name, "feedback") if "feedback" in table else ("feedback",)
            self._refuse(path, f"without a due date of {name} there is nothing to wait for")
        return rules

    def _title(self, path: tuple[str, ...], value: Any) -> str:
        if not isinstance(value, str) or len(value.splitlines()) > 1:
            self._refuse(path, 'a title is one line of text, as in title = "Recurrent cells"')
        return value.strip()

    def _roster(self, path: tuple[str, ...], value: Any) -> str:
        if not isinstance(value, str) or ("roster" in self._document and not value.strip()):
            self._refuse(path, 'name the file with the learners, as in roster = "roster.csv"')
        return value

    def _late(self, path: tuple[str, ...], value: Any) -> str:
        if not isinstance(value, str) or not (value in LATE_METHODS or _CLASS.fullmatch(value)):
            self._refuse(
                path,
                f'{value!r} is no way to treat late work: say "none", "zero", or the class of a '
                'plugin for nbgrader, as in late = "our_course.HalfADay"',
            )
        return value

    def _left_out(
        self, path: tuple[str, ...], names: Any, tasks: Mapping[str, bool]
    ) -> tuple[str, ...]:
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self._refuse(path, 'exercises are left out by name, as in leave_out = ["softmax"]')
        for name in names:
            if name not in tasks:
                self._unknown(path, f"exercise of {path[0]}", tasks, name)
        if names and not any(is_code for task, is_code in tasks.items() if task not in names):
            self._refuse(path, f"this leaves no exercise of {path[0]}")
        return tuple(task for task in tasks if task in names)

    def _numbers(
        self,
        assignment: str,
        key: str,
        table: Mapping[str, Any],
        tasks: Mapping[str, bool],
        bounds: tuple[float, float],
        what: str,
    ) -> dict[str, float]:
        """Read a table with a number for each of some tasks."""
        path, values = (assignment, key), table.get(key, {})
        if not isinstance(values, dict):
            self._refuse(path, f"give {what} for each exercise by name, below [{assignment}.{key}]")
        for task, value in values.items():
            if task in table.get("leave_out", []):
                self._refuse((*path, task), f"`{task}` is left out: nothing can be set for it")
            if task not in tasks:
                self._unknown((*path, task), f"exercise of {assignment}", tasks)
            if key in _OF_EXERCISE and not tasks[task]:
                self._refuse((*path, task), f"`{task}` is answered in words, and never run")
            self._demand_number((*path, task), value, bounds, what)
        return {task: float(value) for task, value in values.items()}

    def _demand_number(
        self, path: tuple[str, ...], value: Any, bounds: tuple[float, float], what: str
    ) -> None:
        least, most = bounds
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value) or not least <= value <= most:
            self._refuse(
                path, f"`{path[-1]}` cannot have {value!r} as {what}: from {least:g} to {most:g}"
            )

    def _extensions(
        self, path: tuple[str, ...], table: Any, due: datetime | None
    ) -> dict[str, datetime]:
        if not isinstance(table, dict):
            self._refuse(path, f"name each learner, as in ada = {_EXAMPLE_DATE}")
        if table and due is None:
            self._refuse(path, f"without a due date of {path[0]} there is nothing to extend")
        dates = {name: self._moment((*path, name), value) for name, value in table.items()}
        for name, date in dates.items():
            if due is not None and date < due:
                self._refuse((*path, name), f"this date for {name} comes before all others' own")
        return dates

    def _moment(self, path: tuple[str, ...], value: Any) -> datetime:
        if not isinstance(value, datetime) or value.tzinfo is None:
            self._refuse(
                path,
                f"`{path[-1]}` needs date, time and time zone, without quotation marks, as in "
                f"{path[-1]} = {_EXAMPLE_DATE}",
            )
        return value

    def _unknown(
        self, path: tuple[str, ...], what: str, known: Collection[str], name: str = ""
    ) -> NoReturn:
        name = name or path[-1]
        close = get_close_matches(name, known, 1)
        perhaps = f"; did you mean `{close[0]}`?" if close else ""
        there = "" if close else f"; there are: {', '.join(known)}"
        self._refuse(path, f"`{name}` is no {what}{perhaps}{there}")

    def _refuse(self, path: tuple[str, ...], says: str) -> NoReturn:
        end = "" if says.endswith("?") else "."
        raise ContentError(f"{self._file}, line {self._line(path)}: {says}{end}")

    def _line(self, path: tuple[str, ...]) -> int:
        """Return the line in which something begins: where the document without it ends."""
        begins = 1
        for number, document in self._beginnings():
            if _is_in(document, path):
                break
            begins = number + 1
        return begins

    def _beginnings(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number in range(1, len(self._lines) + 1):
            try:
                yield number, tomllib.loads("\n".join(self._lines[:number]))
            except tomllib.TOMLDecodeError:  # it ends within something
                continue


def _is_in(document: Any, path: tuple[str, ...]) -> bool:
    for key in path:
        if not isinstance(document, dict) or key not in document:
            return False
        document = document[key]
    return True
