"""The page that a newcomer to the hub meets: what to click, and in which order to learn."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.content import assignments, settings, title
from autograder.nbgrader_plugin.head import head
from autograder.nbgrader_plugin.menu import STAFF


def welcome(text: str, results: Sequence[str] = ()) -> str:
    """Return the page, with a map of the course in the place of `{assignments}`.

    Parameters
    ----------
    results : addresses of automatic grading's pages, told in the place of `{results}`.
    """
    told = "".join(f"\n   {_told(address)}" for address in results)
    return text.replace("{assignments}", course_map()).replace("{results}", told)


def course_map() -> str:
    """Return a table of the assignments in their order, without columns in which nothing stands."""
    rows = [_row(number, name) for number, name in enumerate(assignments(), 1)]
    columns = [column for column in rows[0] if any(row[column] for row in rows)]
    cells = [
        columns,
        ["---"] * len(columns),
        *([row[column] for column in columns] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(each)} |" for each in cells)


def _told(address: str) -> str:
    if address.endswith(STAFF):
        return (
            f"[The class now]({address}) shows what automatic grading does, and opens in the "
            "browser: who waits for a person, answers to mark question by question, feedback to "
            "release or to hold. The menu *Results* leads there, too."
        )
    return (
        f"[My results]({address}) shows how far your submissions have come, and opens in the "
        "browser: points and feedback are there by themselves. The menu *Results* leads there, too."
    )


def _row(number: int, name: str) -> dict[str, str]:
    due, about = settings(name).due, head(name)
    row = {
        "Order": str(number),
        "Assignment": f"`{name}`: {title(name)}",
        "Hours": about.hours,
        "Builds on": ", ".join(f"`{each}`" for each in about.builds_on),
        "May wait": about.may_wait,
        "Due": "" if due is None else f"{due:%-d %B %Y, %H:%M} (UTC{due:%z})",
    }
    return {column: value.replace("|", r"\|") for column, value in row.items()}
