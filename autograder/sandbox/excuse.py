"""An exception of learner code as plain text."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from autograder.sandbox.shell import Shell

_MAX_NAME = 200
_MAX_MESSAGE = 2000
_MAX_FRAMES = 30
_MAX_KINDS = 30
_MAX_FRAME = 4000
_UNPRINTABLE = "<the exception cannot be printed>"


def describe(error: BaseException, shell: Shell, cells: Sequence[str]) -> dict[str, Any]:
    """Name, message, traceback and place; code of the learner that runs here may fail again.

    `cells` has the file names of the cells that were run, in their order.
    """
    try:
        message = str(error)[:_MAX_MESSAGE]
    except BaseException:
        message = _UNPRINTABLE
    return {
        "name": type(error).__name__[:_MAX_NAME],
        "kinds": _kinds(type(error)),
        "message": message,
        "traceback": _frames(error.__traceback__, shell),
        "place": _place(error.__traceback__, cells),
    }


def _kinds(kind: type) -> list[str]:
    builtins = [each for each in kind.__mro__ if each.__module__ == "builtins"]
    return [each.__name__[:_MAX_NAME] for each in builtins[:_MAX_KINDS]]


def _place(trace: TracebackType | None, cells: Sequence[str]) -> list[int] | None:
    """The innermost line in the cell of what was called: numbers of cell, from 0, and line."""
    frames = list(traceback.walk_tb(trace.tb_next if trace else None))
    file = frames[0][0].f_code.co_filename if frames else ""
    if file not in cells:
        return None
    lines = [line for frame, line in frames if frame.f_code.co_filename == file]
    return [cells.index(file), lines[-1] or 0]


def _frames(trace: TracebackType | None, shell: Shell) -> list[str]:
    # The first frame is the one that called the learner's function.
    learners = trace.tb_next if trace else None
    summary = traceback.extract_tb(learners, limit=-_MAX_FRAMES)
    for frame in summary:
        cell = shell.compile.format_code_name(frame.filename)
        if cell is not None:
            frame.filename = " ".join(cell)
    return [frame[:_MAX_FRAME] for frame in summary.format()]
