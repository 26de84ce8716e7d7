"""What a mark carries so that it can be replayed, and nothing that tells of hidden cases."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from nbformat import NotebookNode

from autograder.content import COURSE_FILE, hidden, reference_file, settings
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer, Expectations
from autograder.grading.course import Course
from autograder.grading.rebuild import is_test
from autograder.grading.verdict import ExerciseResult, Verdict
from autograder.host import Limits
from autograder.sandbox.wire import encode, make_opaque

SEAL = "seal"
SAMPLES = "samples"  # submissions of an assignment, which decide about nothing
ADDRESS = re.compile(r"\b0x[0-9a-f]+\b")  # in texts of objects: others in each process
DISTRIBUTIONS = ("unrolled", "numpy", "matplotlib", "ipython", "msgpack", "nbgrader", "pytest")
PACKAGES = (
    "autograder.compare",
    "autograder.graders",
    "autograder.grading",
    "autograder.host",
    "autograder.messages",
    "autograder.mistakes",
    "autograder.sandbox",
)


class Auditor:
    """Writes down what the marks of one grader depend on.

    Parameters
    ----------
    course : whose secret keys every digest of what is hidden.
    release : the released notebook.
    files : what lies beside it.
    expectations : the hidden cases.
    limits : what the sandbox allows.
    """

    def __init__(
        self,
        course: Course,
        release: NotebookNode,
        files: Mapping[str, bytes],
        expectations: Expectations,
        limits: Limits,
    ) -> None:
        self._course = course
        self._expectations = expectations
        self._hidden: dict[str, dict[str, str | None]] = {}
        self._common = {
            "secret_id": course.secret_id,
            "release": digest_of_release(release, files),
            "graders": graders(expectations.assignment.name),
            "versions": {name: version(name) for name in DISTRIBUTIONS},
            "python": platform.python_version(),
            "machine": machine(),
        }
        self._limits = asdict(limits)

    def seed(self, notebook: NotebookNode) -> int:
        """Return where random numbers start in the workers of a submission."""
        return int(self._keyed("seed", _digest_of_answers(notebook).encode())[:8], 16)

    def audited(
        self,
        verdict: Verdict,
        notebook: NotebookNode,
        submitted: str,
        seconds: float,
        code_seconds: float = 0.0,
    ) -> Verdict:
        """Return the verdict with all that a replay needs, sealed.

        Parameters
        ----------
        notebook : what was graded.
        submitted : digest of the file that it came from, empty when there is none.
        seconds : how long it took.
        code_seconds : how long its code might take in all.
        """
        submission = _digest_of_answers(notebook)
        audit = {
            **self._common,
            "limits": {**self._limits, "code_seconds": code_seconds},
            "submitted": submitted,
            "submission": submission,
            "exercises": {
                result.name: {
                    **self._digests_of_hidden(result.name),
                    "checks": self._checks(result, submission),
                }
                for result in verdict.exercises
            },
            "graded": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": round(seconds, 3),
        }
        audited = replace(verdict, audit=audit)
        return replace(verdict, audit={**audit, SEAL: seal(self._course, audited.as_json())})

    def _checks(self, result: ExerciseResult, submission: str) -> dict[str, dict[str, Any]]:
        # With the submission in it, a digest of evidence tells nothing about another submission.
        place = f"{submission} {result.name}"
        return {
            check.name: {
                "points": check.points,
                "earned": check.earned,
                "evidence": self._keyed(
                    f"evidence {place} {check.name}", ADDRESS.sub("", check.evidence).encode()
                ),
            }
            for check in result.checks
        }

    def _digests_of_hidden(self, exercise: str) -> dict[str, str | None]:
        if exercise not in self._hidden:
            self._hidden[exercise] = self._drawn(self._expectations.assignment.exercise(exercise))
        return self._hidden[exercise]

    def _drawn(self, exercise: Exercise) -> dict[str, str | None]:
        """Digest the cases and the right answers; of those that take long, the cases alone."""
        try:
            cases = self._expectations.cases(exercise)
            costly = any(case.megabytes or case.slow for case in cases)
            drawn = encode([[case.title, dict(case.values)] for case in cases], make_opaque)
            right = [] if costly else self._expectations.right(exercise)
            expected = encode([_plain(answer) for answer in right], make_opaque)
        except Exception:  # each check met it before, as a fault of ours
            return {"cases": None, "expected": None}
        return {
            "cases": self._keyed(f"cases {exercise.name}", drawn),
            "expected": None if costly else self._keyed(f"expected {exercise.name}", expected),
        }

    def _keyed(self, purpose: str, content: bytes) -> str:
        return self._course.keyed_digest(purpose, content)[:32]


def seal(course: Course, record: Mapping[str, Any]) -> str:
    """Return what proves that somebody with the secret wrote this record, and nobody changed it."""
    audit = {name: item for name, item in record["audit"].items() if name != SEAL}
    content = json.dumps({**record, "audit": audit}, sort_keys=True).encode()
    return course.keyed_digest("record", content)


def digest(content: bytes) -> str:
    """Return a digest of bytes that nobody needs to keep secret."""
    return hashlib.sha256(content).hexdigest()


def graders(assignment: str) -> dict[str, str]:
    """Return a digest of everything that decides about marks, as it is installed."""
    parts = {package: Path(str(resources.files(package))) for package in PACKAGES}
    parts |= {"assignments": hidden(assignment), "solutions": reference_file(assignment)}
    digests = {part: _digest_of_files(place)[:16] for part, place in parts.items()}
    return digests | _digest_of_settings(assignment)


@cache
def machine() -> dict[str, str]:
    """Describe what may change the last digits of a result."""
    numpy: Any = np.show_config(mode="dicts")
    blas = numpy["Build Dependencies"]["blas"]
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "libc": " ".join(platform.libc_ver()),
        "cpu": _cpu(),
        "blas": f"{blas.get('name')} {blas.get('version')}",
        "simd": " ".join(numpy["SIMD Extensions"].get("found", [])),
    }


def _plain(answer: Answer) -> Any:
    if isinstance(answer.outputs, Exception):
        return type(answer.outputs).__name__
    return answer.outputs


def _digest_of_sources(cells: Iterable[NotebookNode]) -> str:
    return digest("\0".join(cell.source for cell in cells).encode())


def _digest_of_answers(notebook: NotebookNode) -> str:
    # nbgrader puts the hidden part of test cells back before it grades.
    return _digest_of_sources(cell for cell in notebook.cells if not is_test(cell))


def digest_of_release(release: NotebookNode, files: Mapping[str, bytes]) -> str:
    """Return a digest of a released notebook and what lies beside it."""
    parts = [
        _digest_of_sources(release.cells),
        *(f"{name} {digest(files[name])}" for name in files),
    ]
    return digest("\n".join(parts).encode())


def _digest_of_files(place: Path) -> str:
    """Digest a file, or those in a folder that decide about something."""
    inside = place.rglob("*") if place.is_dir() else [place]
    files = {
        path.relative_to(place).as_posix(): path
        for path in inside
        if path.suffix in {".py", ".toml"} and SAMPLES not in path.parts
    }
    parts = (f"{name} {digest(files[name].read_bytes())}" for name in sorted(files))
    return digest("\n".join(parts).encode())


def _digest_of_settings(assignment: str) -> dict[str, str]:
    """Digest what staff have set that decides about marks and is not in the release; often none."""
    course = settings(assignment)
    decisive = [course.leave_out, course.time_limit, course.tolerance]
    if not any(decisive):
        return {}
    return {COURSE_FILE: digest(json.dumps(decisive, sort_keys=True).encode())[:16]}


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor())
