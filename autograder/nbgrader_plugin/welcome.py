"""The page that a newcomer to the hub meets: what to click, and in which order to learn."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.content import assignments, settings, title


def welcome(text: str, results: Sequence[str] = ()) -> str:
    """Return the page, with the list of all assignments in the place of `{assignments}`.

    Parameters
    ----------
    results : addresses of `My results`, told in the place of `{results}`; none without the service.
    """
    rows = (f"{number}. {_row(name)}" for number, name in enumerate(assignments(), 1))
    told = "".join(f"\n   {_told(address)}" for address in results)
    return text.replace("{assignments}", "\n".join(rows)).replace("{results}", told)


def _told(address: str) -> str:
    return (
        f"[My results]({address}) shows how far your submissions have come, and opens in the "
        "browser: points and feedback are there by themselves."
    )


def _row(name: str) -> str:
    due = settings(name).due
    until = "" if due is None else f", due {due:%-d %B %Y, %H:%M} (UTC{due:%z})"
    return f"`{name}`: {title(name)}{until}"
