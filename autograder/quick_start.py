"""Imported before nbformat by whatever starts often: it saves each start a second.

nbformat imports jsonschema, which imports whatever it finds to check formats with that no notebook
has: one compiles a grammar of international web addresses.
"""

import sys

SLOW = ("isoduration", "rfc3986_validator", "rfc3987_syntax")

if "jsonschema" not in sys.modules:
    hidden = [name for name in SLOW if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    import jsonschema  # type: ignore[import-untyped]  # noqa: F401

    for name in hidden:
        del sys.modules[name]
