"""A menu in JupyterLab that leads to the pages of automatic grading.

JupyterLab builds menus from settings, so that nothing of it needs building. It reads defaults in
`labconfig` below each of the folders in `JUPYTER_CONFIG_PATH`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

STAFF = "staff/"  # at the end of the address of the staff's page
MENUS = "@jupyterlab/mainmenu-extension:plugin"


def write_menu(addresses: Sequence[str], folder: Path) -> None:
    """Write settings with the menu into a folder that JupyterLab reads.

    Raises
    ------
    OSError : when it cannot be written.
    """
    file = folder / "labconfig" / "default_setting_overrides.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(menu(addresses)), encoding="utf-8")


def menu(addresses: Sequence[str]) -> dict[str, Any]:
    """Return the settings: an entry for each page, opened in a tab of the browser."""
    items = [{"command": "help:open", "args": _opening(address)} for address in addresses]
    return {
        MENUS: {
            "menus": [
                {"id": "jp-mainmenu-unrolled", "label": "Results", "rank": 900, "items": items}
            ]
        }
    }


def _opening(address: str) -> dict[str, Any]:
    course = address.split("/")[-3 if address.endswith(STAFF) else -2].removesuffix("-grading")
    page = "The class now" if address.endswith(STAFF) else "My results"
    return {"url": address, "text": f"{page}: {course}", "newBrowserTab": True}
