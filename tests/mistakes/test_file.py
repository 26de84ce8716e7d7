"""A file of known mistakes is read, and what is wrong with it is said in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.mistakes.edit import Edit
from autograder.mistakes.file import read
from autograder.mistakes.mistake import Mistake, MistakeError
from autograder.mistakes.source import edited_source, learners_source

SUM = "w * h + x"


def mistakes(folder: Path, text: str, own: str = "") -> tuple[Mistake, ...]:
    file = folder / "step.toml"
    file.write_text(text)
    if own:
        file.with_suffix(".py").write_text(own)
    return read("tiny", file)


def test_mistakes_are_read_in_order(tmp_path: Path) -> None:
    one, other = mistakes(
        tmp_path,
        """
        [without_state]
        hint = "What does a large number do?"
        replace = "h_next"
        by = '''
a
b
'''

        [hidden]
        hint = "Where?"
        function = "walk"
        edits = [{ replace = "U", by = "W" }, { replace = "W", by = "U" }]
        """,
    )
    assert (one.id, one.shows_in, one.function) == ("step.without_state", "step", "step")
    assert (one.hint, one.edits) == ("What does a large number do?", (Edit("h_next", "a\nb"),))
    assert (other.id, other.function) == ("step.hidden", "walk")
    assert other.edits == (Edit("U", "W"), Edit("W", "U"))


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ('hint = "?"\nreplaces = "z"\nby = "y"', "there is no key 'replaces'"),
        ('replace = "z"\nby = "y"', "it has no hint"),
        ('hint = "?"\nreplace = "z"', "an edit has no 'by'"),
        ('hint = "?"\nedits = [{ by = "z" }]', "an edit has no 'replace'"),
        ('hint = "?"\nedits = [{ replace = "z", by = "y", in = "f" }]', "there is no key 'in'"),
        ('hint = "?"', "it replaces nothing, and there is no step.py with a function"),
    ],
)
def test_what_is_missing_or_unknown_is_named(tmp_path: Path, keys: str, complaint: str) -> None:
    with pytest.raises(MistakeError) as error:
        mistakes(tmp_path, f"[wrong]\n{keys}\n")
    assert str(error.value) == f"{tmp_path}/step.toml: wrong: {complaint}."


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ('replace = "q"\nby = ""', "'q' does not occur in step"),
        ('replace = "h_next"\nby = "z"', "'h_next' occurs 3 times in step, not once"),
        ('function = "hardmax"\nreplace = "z"\nby = ""', "the reference has no function 'hardmax'"),
    ],
)
def test_what_does_not_fit_the_reference_is_named(
    tmp_path: Path, keys: str, complaint: str
) -> None:
    known = mistakes(tmp_path, f'[wrong]\nhint = "?"\n{keys}\n')
    with pytest.raises(MistakeError) as error:
        edited_source(known)
    assert str(error.value) == f"{tmp_path}/step.toml: wrong: {complaint}."


def test_two_mistakes_in_one_function_are_made_together(tmp_path: Path) -> None:
    known = mistakes(
        tmp_path,
        f"""
        [without_state]
        hint = "?"
        replace = "{SUM}"
        by = "x"

        [copied]
        hint = "?"
        replace = "h, w, h_next)"
        by = "h.copy(), w, h_next)"
        """,
    )
    assert edited_source(known) == (
        "def step(x, h, w):\n    h_next = np.tanh(x)\n    return h_next, (h.copy(), w, h_next)\n"
    )


def test_two_mistakes_in_the_same_words_are_refused(tmp_path: Path) -> None:
    known = mistakes(
        tmp_path,
        f"""
        [without_state]
        hint = "?"
        replace = "{SUM}"
        by = "x"

        [halved]
        hint = "?"
        replace = "w * h"
        by = "w * h / 2"
        """,
    )
    with pytest.raises(MistakeError, match=r"the same words of step as step\.halved"):
        edited_source(known)


def test_a_learner_who_makes_a_mistake_writes_no_types(tmp_path: Path) -> None:
    (known,) = mistakes(
        tmp_path,
        '[doubled]\nhint = "?"',
        "def doubled(z: Array) -> Array:\n    return 2 * step(z)\n",
    )
    assert learners_source(known, "def step(z):\n    return z\n") == (
        "def step(z):\n    return z\n\n\n"
        "def _mistaken(step):\n"
        "    def doubled(z):\n"
        "        return 2 * step(z)\n"
        "    return doubled\n\n\n"
        "step = _mistaken(step)\n"
    )
