"""How a command ends: its exit codes, and one clear sentence for what went wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from rich.console import Console

if TYPE_CHECKING:
    from autograder.batch.interrupt import Interrupted

UNUSABLE_INPUT = 2
GRADER_FAILED = 3

Command = TypeVar("Command", bound=Callable[..., Any])

errors = Console(stderr=True, soft_wrap=True, highlight=False)


def says_what_went_wrong(command: Command) -> Command:
    """Turn the errors that a user can do something about into a sentence and an exit code."""

    @functools.wraps(command)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except _input_errors() as error:
            errors.print(str(error), markup=False)
            raise typer.Exit(UNUSABLE_INPUT) from None
        except _interrupted() as error:
            errors.print(str(error), markup=False)
            raise typer.Exit(128 + error.number) from None
        except _died() as error:
            why = f"Not graded: {error}. Look at what the notebook does, or allow more: --budget."
            errors.print(why, markup=False)
            raise typer.Exit(GRADER_FAILED) from None
        except _grader_errors() as error:
            errors.print(str(error), markup=False)
            raise typer.Exit(GRADER_FAILED) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception:
            errors.print_exception()
            errors.print("This is a fault of the grader, not of the submission. Please report it.")
            raise typer.Exit(GRADER_FAILED) from None

    return wrapped  # type: ignore[return-value]


# What these come from takes a second to import: only who meets an error waits for it.
def _input_errors() -> tuple[type[Exception], ...]:
    from autograder.budget import BadBudget
    from autograder.build.error import BuildError
    from autograder.content import ContentError
    from autograder.deployment.settings import SettingsError
    from autograder.grading.course import CourseError
    from autograder.grading.submission import Unreadable

    return BadBudget, BuildError, CourseError, ContentError, SettingsError, Unreadable


def _grader_errors() -> tuple[type[Exception], ...]:
    from autograder.host import LayerMissing, SandboxFault

    return LayerMissing, SandboxFault


def _interrupted() -> type[Interrupted]:
    from autograder.batch.interrupt import Interrupted

    return Interrupted


def _died() -> type[Exception]:
    from autograder.process.process import Died

    return Died
