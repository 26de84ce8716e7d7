"""What the formgrader says about a submission when it asks for the page to mark it on."""

from __future__ import annotations

from nbgrader.server_extensions.formgrader.handlers import template_path

SETTINGS = {"template_name": "formgrade", "extra_template_basedirs": [template_path]}
RESOURCES = {
    "assignment_id": "cells", "notebook_id": "cells", "submission_id": "1", "index": 0, "total": 1,
    "base_url": "", "mathjax_url": "", "next": None, "prev": None, "first": None, "last": None,
    "last_name": "", "first_name": "", "metadata": {"name": "cells"},
}  # fmt: skip
