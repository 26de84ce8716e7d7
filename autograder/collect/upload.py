"""What a learning management system says of a submission, in the names of the files it hands out.

Canvas, `lib/content_zipper.rb`: `lovelaceada_LATE_4711_90210_cells-1.ipynb`, that is name, perhaps
LATE, the learner's number, the file's; `anon_x7Q2w_90210_cells.ipynb` where marking is anonymous;
`lovelaceada_4711_text.html` for what was typed in.

Moodle, `mod/assign/classes/downloader.php`: `Ada Lovelace_815_assignsubmission_file/cells.ipynb`,
with a number that is another in each assignment; older ones have `file_/`, and without folders it
is `…_file_cells.ipynb`. Before the name some have the learner's own id. Anonymous learners are
`Participant_815`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Of what a member of a zip is called; more is nobody's name.
LONGEST_PATH = 1024
LONGEST_SHOWN = 120
LONGEST_NUMBER = 20
_CANVAS = re.compile(
    r"(?:(?P<name>.+?)_)??(?:(?P<late>LATE)_)?(?P<number>\d+|anon_[^_]+)"
    r"_(?:(?P<version>\d+)_(?P<file>.+)|(?P<typed>(?:text|link)\.html))",
    re.DOTALL,
)
_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)", re.DOTALL
)
_ANONYMOUS = "Participant"  # as Moodle says it in English


@dataclass(frozen=True)
class Upload:
    """A file that somebody handed in.

    Parameters
    ----------
    name : the learner's, as the system writes it there; empty if it does not tell.
    number : of the learner in Canvas, of the participant in Moodle.
    file : what the learner called it; empty if it was typed in.
    late : whether the system says that it came late.
    lasting : whether the number is the learner's own, the same in all assignments.
    version : Canvas' number of the file, larger for what came later.
    """

    name: str
    number: str
    file: str
    late: bool = False
    lasting: bool = False
    version: int = 0

    @property
    def anonymous(self) -> bool:
        """Whether the system keeps back whose it is."""
        return not self.name

    @property
    def doubtful(self) -> bool:
        """Whether another number than the learner's might be: what follows has one more."""
        return re.match(r"\d+_", self.file) is not None


def upload_of(path: str) -> Upload | None:
    """Read the path of a file in a zip or folder; None if no system writes such a one."""
    if len(path) > LONGEST_PATH:
        return None
    parts = re.split(r"[/\\]", path)
    for index, part in enumerate(parts):
        if found := _MOODLE.fullmatch(part):
            name = "" if found["name"] == _ANONYMOUS else found["name"]
            file = "/".join(filter(None, [found["file"], *parts[index + 1 :]]))
            return Upload(name, found["number"], file if found["kind"] == "file" else "")
    if found := _CANVAS.fullmatch(parts[-1]):
        number = found["number"]
        known = not number.startswith("anon_")
        return Upload(
            (found["name"] or "") if known else "",
            number,
            found["file"] or "",
            late=found["late"] is not None,
            lasting=known,
            version=int((found["version"] or "0")[:LONGEST_NUMBER]),
        )
    return None


def one_line(text: str) -> str:
    """Return what may be shown of a name: whoever made it could have written anything."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
