"""A menu in JupyterLab that leads to the pages of automatic grading.

JupyterLab builds menus from settings, so that nothing of it needs building. It reads defaults in
`labconfig` below each of the folders in `JUPYTER_CONFIG_PATH`, where each server writes these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

STAFF = "staff/"  # at the end of the address of the staff's page
MENUS = "@jupyterlab/mainmenu-extension:plugin"


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
