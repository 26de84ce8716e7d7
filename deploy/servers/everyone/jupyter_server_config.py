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

if "UNROLLED_WELCOME" in os.environ:
    c.ServerApp.default_url = "/lab" if PAGE.exists() else f"/lab/tree/{PAGE.name}"
    with suppress(OSError):  # nobody's work depends on it
        PAGE.unlink(missing_ok=True)  # it may be a link
        PAGE.write_text(os.environ["UNROLLED_WELCOME"], encoding="utf-8")

if "UNROLLED_MENU" in os.environ:  # JupyterLab's settings
    folder = Path(jupyter_runtime_dir()) / "unrolled"
    file = folder / "labconfig/default_setting_overrides.json"
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(os.environ["UNROLLED_MENU"], encoding="utf-8")
        os.environ["JUPYTER_CONFIG_PATH"] = (
            f"{folder}{os.pathsep}{os.environ['JUPYTER_CONFIG_PATH']}"
        )
