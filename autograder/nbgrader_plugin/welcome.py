"""The page that a newcomer to the hub meets: what to click, and in which order to learn."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.content import assignments, settings, title
from autograder.nbgrader_plugin.menu import STAFF


def welcome(text: str, results: Sequence[str] = ()) -> str:
    """Return the page, with the list of all assignments in the place of `{assignments}`.

    Parameters
    ----------
    results : addresses of automatic grading's pages, told in the place of `{results}`.
    """
    rows = (f"{number}. {_row(name)}" for number, name in enumerate(assignments(), 1))
    told = "".join(f"\n   {_told(address)}" for address in results)
    return text.replace("{assignments}", "\n".join(rows)).replace("{results}", told)


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


def _row(name: str) -> str:
    due = settings(name).due
    until = "" if due is None else f", due {due:%-d %B %Y, %H:%M} (UTC{due:%z})"
    return f"`{name}`: {title(name)}{until}"
