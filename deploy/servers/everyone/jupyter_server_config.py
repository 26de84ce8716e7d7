"""What a person's server opens: at its first start, a page of welcome; later, JupyterLab.

Where grading is automatic, a menu leads to its pages.

This runs as that person, in their home: the hub itself writes nothing there. The hub says what is
written, since learners' servers have nothing of ours that they could import.
"""

import os
from contextlib import suppress
from pathlib import Path

from jupyter_core.paths import jupyter_runtime_dir

c = get_config()  # noqa: F821  (given by traitlets)

PAGE = Path.home() / "Welcome.md"
MOST_OF_A_MAP = 20_000  # bytes


def map_of(course):
    """Return the map that a course's staff have put into the exchange with their first release."""
    file = Path(os.environ["UNROLLED_EXCHANGE"]) / course / "course.md"
    if not file.is_file():
        return "Nothing has been released yet."
    with file.open("rb") as content:  # where all share one account, a learner may have written it
        return content.read(MOST_OF_A_MAP).decode("utf-8", "replace")


def maps():
    courses = os.environ.get("UNROLLED_COURSES", "").split()  # an older hub says none
    named = {course: f"**{course}**\n\n" if len(courses) > 1 else "" for course in courses}
    return "\n\n".join(f"{named[course]}{map_of(course)}" for course in courses)


if "UNROLLED_WELCOME" in os.environ:
    c.ServerApp.default_url = "/lab" if PAGE.exists() else f"/lab/tree/{PAGE.name}"
    with suppress(OSError):  # nobody's work depends on it
        PAGE.unlink(missing_ok=True)  # it may be a link
        text = os.environ["UNROLLED_WELCOME"].replace("{assignments}", maps())
        PAGE.write_text(text, encoding="utf-8")

if "UNROLLED_MENU" in os.environ:  # JupyterLab's settings
    folder = Path(jupyter_runtime_dir()) / "unrolled"
    file = folder / "labconfig/default_setting_overrides.json"
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(os.environ["UNROLLED_MENU"], encoding="utf-8")
        os.environ["JUPYTER_CONFIG_PATH"] = (
            f"{folder}{os.pathsep}{os.environ['JUPYTER_CONFIG_PATH']}"
        )
