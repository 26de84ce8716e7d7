"""An attack as a file: a learner's code, under a sentence that says what it tries."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.names import LAYERS

FOLDER = Path(__file__).parent
HEADER = re.compile(r"^# (?P<key>[a-z ]+): (?P<value>.+)$", re.MULTILINE)

LIMITS = "limits"
FRESH_WORKER = "fresh worker"
SEPARATION = "separation"
DECODER = "decoder"
AUDIENCE = "audience"
CLEANING = "cleaning"
ATTRIBUTION = "attribution"
DEFENCES = {
    *(*LAYERS, LIMITS, FRESH_WORKER, SEPARATION),
    *(DECODER, AUDIENCE, CLEANING, ATTRIBUTION),
}


@dataclass(frozen=True)
class Attack:
    """One attack.

    `stopped_by` names all that has to be switched off for it to succeed; `also_off` is switched
    off besides, without a claim: it stops the attack on some machines, or shares a sandbox.
    `ends` is how the attack may end when it is stopped, besides answering False; `seconds` the
    time that it may take, and `needs` what it gets through with at all: as root, or where the
    machine allows namespaces, which containers do not.
    """

    name: str
    source: str
    stopped_by: frozenset[str]
    also_off: frozenset[str]
    ends: frozenset[str]
    seconds: float | None
    needs: frozenset[str]


def attacks(*defences: str) -> list[Attack]:
    """Return the attacks that at least one of these defences stops."""
    return [each for each in ALL if each.stopped_by & set(defences)]


def _read(path: Path) -> Attack:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), f"{path} does not say what it tries"
    header = {match["key"]: match["value"] for match in HEADER.finditer(source)}
    seconds = header.get("seconds")
    attack = Attack(
        name=f"{path.parent.name}/{path.stem}",
        source=source,
        stopped_by=_names(header["stopped by"]),
        also_off=_names(header.get("also off", "")),
        ends=_names(header.get("ends", "Raised")),
        seconds=float(seconds) if seconds else None,
        needs=_names(header.get("needs", "")),
    )
    assert attack.stopped_by | attack.also_off <= DEFENCES, f"{path} names an unknown defence"
    return attack


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split(", ")) - {""}


ALL = [_read(path) for path in sorted(FOLDER.glob("*/*.py"))]
