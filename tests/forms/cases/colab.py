"""Google Colab: it adds metadata of its own, and saves as format 4.0, without cell ids."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from ..tools import in_format


def save(notebook: NotebookNode) -> dict[str, Any]:
    content = in_format(notebook, 4, 0)
    content["metadata"] |= {"colab": {"provenance": [], "toc_visible": True}, "accelerator": "GPU"}
    for number, one in enumerate(content["cells"]):
        one["metadata"] |= {
            "id": f"Qx{number:010}",
            "colab": {"base_uri": "https://localhost:8080/", "height": 34},
            "outputId": "7c2d9b2e-61d1-4a4c-9f0e-2f1a3c1b4d5e",
            "executionInfo": {"status": "ok", "timestamp": 1700000000000, "user_tz": -60},
        }
    return content
