"""What a text says of its cells is understood, or refused: a model answer must not be released."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.build.error import BuildError
from autograder.build.text import cells_of

ANSWER = '<!-- #region written="why" points=1 -->\nBecause.\n<!-- #endregion -->\n'
CODE = '```python exercise="mix" points=3\n```\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ANSWER.replace("written", "writen"), "`writen=` means nothing; did you mean `written`?"),
        (ANSWER.replace("#region", "# region"), "`<!-- #region` stands there 0 times"),
        (ANSWER.replace("<!-- #endregion -->\n", ""), "`<!-- #endregion -->` 0 times"),
        (ANSWER.replace("#region", "#Region").replace("#end", "#End"), "makes no cell"),
        (ANSWER.replace(" points=1", ""), "'why' has no points"),
        (CODE.replace("exercise", "exercize"), "`exercize=` means nothing; did you mean"),
        (CODE.replace('exercise="mix" ', ""), "neither `exercise=` nor `written=`"),
        (CODE.replace("python", "pyton"), "makes no cell"),
    ],
)
def test_what_means_nothing_is_refused(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "attention.md"
    file.write_text(f"# Attention\n\n{text}\nAnd so on.\n")
    with pytest.raises(BuildError) as raised:
        cells_of(file)
    assert str(raised.value).startswith(f"{file}: ")
    assert says in str(raised.value)


def test_cells_know_what_they_are(tmp_path: Path) -> None:
    file = tmp_path / "attention.md"
    file.write_text(f"# Attention\n\n{ANSWER}\n{CODE}\n\nAnd so on.\n")
    assert [(cell.cell_type, dict(cell.metadata)) for cell in cells_of(file)] == [
        ("markdown", {}),
        ("markdown", {"written": "why", "points": 1}),
        ("code", {"exercise": "mix", "points": 3, "lines_to_next_cell": 2}),
        ("markdown", {}),
    ]
