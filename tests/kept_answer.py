"""A script in the place of `alembic`, which nbgrader asks the same for each new gradebook."""

from __future__ import annotations

from pathlib import Path

SCRIPT = """\
#!/bin/sh
# The first answer is kept, since the real one takes two seconds.
if ! test -e {kept}; then
    {real} "$@" > {kept}.$$ && mv {kept}.$$ {kept}
fi
cat {kept}
"""


def write_script(real: Path, folder: Path) -> None:
    """Write the script into a folder, for the `PATH`."""
    script = folder / real.name
    script.write_text(SCRIPT.format(real=real, kept=folder / "answer"))
    script.chmod(0o755)
