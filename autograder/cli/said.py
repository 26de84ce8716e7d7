"""What commands share that they say."""

from __future__ import annotations

from rich.console import Console

EXIT_CODES = "Exit codes: 0 done, whatever the marks; 2 unusable input; 3 the grader failed."

console = Console()
