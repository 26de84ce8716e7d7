"""Kaggle: metadata is replaced by its own, ids are lost, and its first cell is added."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from ..tools import in_format

FIRST = """import numpy as np # linear algebra
import os
for dirname, _, filenames in os.walk('/kaggle/input'):
    for filename in filenames:
        print(os.path.join(dirname, filename))
"""


def save(notebook: NotebookNode) -> dict[str, Any]:
    content = in_format(notebook, 4, 4)
    for number, one in enumerate(content["cells"]):
        one["metadata"] = {
            "_uuid": f"{number:040x}",
            "_cell_guid": f"{number:08x}-0000-4000-8000-000000000000",
            "execution": {"iopub.status.busy": "2026-01-01T12:00:00Z"},
            "trusted": True,
        }
    content["cells"].insert(
        0, {"cell_type": "code", "metadata": {}, "outputs": [], "source": FIRST}
    )
    return content
