"""Imported before nbformat by whatever starts often: it saves each start a second.

nbformat imports jsonschema, which compiles a grammar of international web addresses if it finds
one, for a format that no notebook has.
"""

import sys

if "jsonschema" not in sys.modules and "rfc3987_syntax" not in sys.modules:
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    import jsonschema  # type: ignore[import-untyped]  # noqa: F401

    del sys.modules["rfc3987_syntax"]
