"""The page that a newcomer to the hub meets: what to click."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.nbgrader_plugin.menu import STAFF


def welcome(text: str, results: Sequence[str]) -> str:
    """Return the page; the server that shows it puts in the maps of its user's courses.

    Parameters
    ----------
    results : addresses of automatic grading's pages, told in the place of `{results}`.
    """
    return text.replace("{results}", "".join(f"\n   {_told(address)}" for address in results))


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
