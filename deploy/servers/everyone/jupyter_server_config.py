"""What a person's server opens: at its first start, a page of welcome; later, JupyterLab.

Where grading is automatic, a menu leads to its pages.

This runs as that person, in their home: the hub itself writes nothing there.
"""

import os
from contextlib import suppress
from pathlib import Path

from jupyter_core.paths import jupyter_runtime_dir

from autograder.nbgrader_plugin.menu import write_menu
from autograder.nbgrader_plugin.welcome import welcome

c = get_config()  # noqa: F821  (given by traitlets)

PAGES = os.environ.get("UNROLLED_RESULTS", "").split()  # of automatic grading
PAGE = Path.home() / "Welcome.md"

if "UNROLLED_WELCOME" in os.environ:
    c.ServerApp.default_url = "/lab" if PAGE.exists() else f"/lab/tree/{PAGE.name}"
    text = welcome(
        Path(os.environ["UNROLLED_WELCOME"]).read_text(encoding="utf-8"),
        PAGES,
    )
    with suppress(OSError):  # nobody's work depends on it
        PAGE.unlink(missing_ok=True)  # it may be a link
        PAGE.write_text(text, encoding="utf-8")

if PAGES:
    folder = Path(jupyter_runtime_dir()) / "unrolled"
    with suppress(OSError):
        write_menu(PAGES, folder)
        os.environ["JUPYTER_CONFIG_PATH"] = (
            f"{folder}{os.pathsep}{os.environ['JUPYTER_CONFIG_PATH']}"
        )
