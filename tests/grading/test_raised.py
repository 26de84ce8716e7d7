"""What a learner reads of an exception."""

from __future__ import annotations

import pytest

from autograder.graders.exercise import Case
from autograder.grading.raised import words_for
from autograder.host import Place, Raised

CASE = Case("a single step", {"x": 1.5, "parameters": {"W": 2.5}})
PLACE = Place(3, "z = W @ np.product(x, `1`)")


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        (("ValueError", "3.14159"), "ValueError in the case “a single step”. That was in line 3"),
        (("Leak314159", "3.14159"), "raised an exception of its own in the case"),
        (("NameError", "name 'z' is not defined"), "does not know `z` there"),
        (("NameError", "name 'W' is not defined"), "`W` is no variable of its own"),
        (("NameError", "name 'leak_314159' is not defined"), "uses a name that is not there"),
        (
            ("AttributeError", "module 'numpy' has no attribute 'product'"),
            "`np.prod` has taken its place",
        ),
        (
            ("AttributeError", "module 'numpy' has no attribute 'NaN'"),
            "`z = W @ np.product(x,  1 )`.",
        ),
    ],
)
def test_an_exception_names_case_line_and_what_may_help(
    failure: tuple[str, str], says: str
) -> None:
    words = words_for(Raised(*failure, traceback=[], place=PLACE), CASE)
    assert says in words
    assert "314159" not in words
    assert "3.14" not in words
