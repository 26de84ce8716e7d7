"""What `check` tells learners about wrong functions, and the numerical helpers."""

from __future__ import annotations

import importlib
import inspect
import linecache
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from assignments import workbook
from assignments.cells import figures
from autograder.content import assignments
from autograder.graders.registry import assignment_named
from solutions import cells, derivatives, graphs

RELEASE = Path(__file__).parents[2] / "source_release" / "release"
EXERCISES = [
    (assignment, exercise.name)
    for assignment in assignments()
    for exercise in assignment_named(assignment).exercises
]


def use(assignment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put `check` beside the files that an assignment is released with."""
    monkeypatch.setattr(workbook, "EXAMPLES", RELEASE / assignment / "examples.npz")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # nothing is to be left there
    monkeypatch.syspath_prepend(str(RELEASE / assignment))
    monkeypatch.delitem(sys.modules, "laws", raising=False)


@pytest.fixture(autouse=True)
def use_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    use("cells", monkeypatch)


def learner(function: str, old: str = "", new: str = "", module: ModuleType = cells) -> Any:
    """Return the reference `function` with one replacement in its body."""
    source = inspect.getsource(module)
    start = source.index(f"def {function}(")
    assert old in source[start:]
    source = source[:start] + source[start:].replace(old, new, 1)
    linecache.cache["<cell>"] = (len(source), None, source.splitlines(True), "<cell>")
    namespace: dict[str, Any] = {"__name__": "notebook"}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace[function]


def complaint(function: Any) -> str:
    with pytest.raises(workbook.CheckFailed) as caught:
        workbook.check(function)
    return str(caught.value)


@pytest.mark.parametrize(("assignment", "name"), EXERCISES)
def test_the_reference_passes(
    assignment: str,
    name: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(assignment, monkeypatch)
    function = getattr(importlib.import_module(f"solutions.{assignment}"), name)
    workbook.check(function)
    count = len(
        assignment_named(assignment).public_cases(assignment_named(assignment).exercise(name))
    )
    agree = "1 example agrees" if count == 1 else f"{count} examples agree"
    assert capsys.readouterr().out == f"✓ {name}: {agree}. The hidden tests use other numbers.\n"


HALF = "return exponentials / exponentials.sum(axis=0, keepdims=True)"
BIAS = "da.sum(axis=1, keepdims=True)"
DW = 'np.sum([step["dW"] for step in steps], axis=0)'
WRONG = [
    ("softmax", HALF, "raise NotImplementedError()", "`softmax` is not written yet"),
    ("softmax", HALF, "pass", "returned None. Is the `return` missing?"),
    ("softmax", HALF, "return [[1.0]]", "should be a NumPy array; it is a list"),
    ("softmax", HALF, f"return ({HALF[7:]}).T", "has (6, 3). That is the transpose."),
    ("softmax", "z - z.max(axis=0, keepdims=True)", "z", "contains NaN"),
    ("softmax", HALF, HALF.replace("axis=0", "axis=1"), "is off by about"),
    ("softmax", HALF, f"return 0 * ({HALF[7:]})", "is zero everywhere"),
    ("softmax", HALF, "return np.eye(3, 6, dtype=int)", "has the dtype int64"),
    ("softmax", HALF, "return np.full((3, 6), None)", "has the dtype object"),
    ("rnn_cell_forward", ", cache\n", "\n", "a tuple of 3 items, not 2"),
    (
        "rnn_cell_forward",
        "s_next, out_pred, cache\n",
        "s_next\n",
        "`out_pred` and a cache; it is an array",
    ),
    ("rnn_forward", "], s_t, param", "], s0, param", "Steps that agree, counted from 0: 0."),
    ("rnn_cell_backward", BIAS, "da.sum(axis=1)", "(5, 1) and has (5,). A column is wanted"),
    ("rnn_cell_backward", BIAS, "da.sum(axis=1)[None]", "and has (1, 5). A column is wanted"),
    ("rnn_cell_backward", BIAS, "da", "and has (5, 6). One column serves every example"),
    ("rnn_cell_backward", "da @ x_t.T", "x_t @ da.T", "and has (3, 5). That is the transpose."),
    ("rnn_cell_backward", '"dba"', '"db"', "has no `dba`. It has `db` instead"),
    ("rnn_cell_backward", "da = ds_next", "da = -ds_next", "has the opposite sign"),
    ("rnn_cell_backward", '["W"].T', '["W"]', "`ds_prev` is off by about"),
    ("rnn_cell_backward", "1 - s_next**2", "1 - s_next", "is off by about"),
    ("rnn_backward", " + ds_later", "", "Steps that agree, counted from 0: 3."),
    ("rnn_backward", DW, 'steps[-1]["dW"]', "Right already: `dx`, `ds0`"),
    ("rnn_backward", DW, f"2 * {DW}", "counted twice?"),
    ("rnn_backward", "np.zeros_like(ds[:, :, 0])", "0 * missing", "NameError"),
    ("output_backward", "dz /= batch", "pass", "6 times too large. That is the size of the batch"),
    ("rnn_loss_and_gradients", "return loss, ", "return ", "has no `loss`"),
    ("rnn_loss_and_gradients", "return loss, ", "return loss / 4, ", "the number of steps"),
    ("rnn_loss_and_gradients", "return loss, ", "return loss / 24, ", "batch times the number of"),
    ("rnn_loss_and_gradients", "return loss, ", "return loss / 3, ", "the number of features"),
    ("rnn_loss_and_gradients", ', "dby": dby', "", "has no `dby`"),
    ("rnn_loss_and_gradients", "loss -=", "loss +=", "`loss` has the opposite sign"),
]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("function", "old", "new", "sentence"), WRONG)
def test_names_the_mistake(function: str, old: str, new: str, sentence: str) -> None:
    assert sentence in complaint(learner(function, old, new))


@pytest.mark.parametrize(
    ("ratio", "says"),
    [(1e-6, "less than 1 %"), (0.03, "about 3 %"), (0.097, "about 10 %"), (1.23, "about 120 %")],
)
def test_says_in_plain_numbers_how_far_off_an_answer_is(ratio: float, says: str) -> None:
    right = np.eye(3)
    wrong = right + np.array([[0, 0, 0], [0, 0, ratio * np.sqrt(3)], [0, 0, 0]])
    assert workbook._value_problem(wrong, right, [], 1e-9) == f"is off by {says}."


def test_says_which_steps_sequences_and_rows_are_right() -> None:
    right = np.random.default_rng(0).normal(size=(2, 3, 4))
    wrong = right.copy()
    wrong[1, :2] += 1
    said = workbook._value_problem(wrong, right, [], 1e-9)
    each = ("Steps that agree, counted from 0: none.", "Sequences that agree, counted from 0: 2.")
    assert said.endswith(f" {' '.join(each)} Rows that agree, counted from 0: 0.")


def test_repeats_a_whole_number_that_is_wrong() -> None:
    assert workbook._problem(9, 8, []) == "is 9, which is not the exact number."
    for unspeakable in (10**5000, float("nan")):
        assert workbook._problem(unspeakable, 8, []) == "is not the exact number."


def test_shows_the_line_of_the_learner_and_nothing_of_the_stack() -> None:
    said = complaint(learner("softmax", "z - z.max", "z - z.maximum"))
    assert "AttributeError" in said
    assert "shifted = z - z.maximum(axis=0, keepdims=True)" in said
    assert "workbook" not in said
    assert workbook.CheckFailed("so")._render_traceback_() == ["✗ so"]


SWALLOWING = "while True:\n        try: int('')\n        except Exception: pass"


@pytest.mark.parametrize("loop", ["while True: pass", SWALLOWING])
def test_ends_a_loop_that_does_not_end(loop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SECONDS", 0.1)
    before = threading.active_count()
    said = complaint(learner("softmax", HALF, loop))
    assert "`softmax` was still running after 0.1 seconds, and was stopped." in said
    assert "of its cell" in said
    assert threading.active_count() == before


def test_ends_a_search_that_goes_round_a_cycle(monkeypatch: pytest.MonkeyPatch) -> None:
    def topological_order(graph: Any) -> Any:
        try:
            return graphs.topological_order(graph)
        except ValueError:
            while True:
                pass

    use("graphs", monkeypatch)
    monkeypatch.setattr(workbook, "SECONDS", 0.1)
    said = complaint(topological_order)
    assert "was still running after 0.1 seconds" in said
    assert "It should raise ValueError here." in said


def test_gradients_as_graphs_are_compared_with_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    use("derivatives", monkeypatch)
    unsigned = learner("build_grad", 'add_node("neg", upstream)', "upstream", derivatives)
    assert "is not the gradient with respect to" in complaint(unsigned)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Have Ctrl-C do what it does in a notebook, also where these tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_goes_through() -> None:
    interrupted = learner("softmax", HALF, "import signal; signal.raise_signal(signal.SIGINT)")
    with pytest.raises(KeyboardInterrupt):
        workbook.check(interrupted)


def test_blames_the_function_that_has_to_come_first() -> None:
    unwritten = learner("rnn_cell_backward")
    unwritten.__globals__["rnn_cell_forward"] = learner(
        "softmax", HALF, "raise NotImplementedError()"
    )
    assert complaint(unwritten).startswith("`check(rnn_cell_backward)` first runs `rnn_cell_for")
    unwritten.__globals__["rnn_cell_forward"] = lambda x_t, s_prev, parameters: (x_t, s_prev)
    assert "`check(rnn_cell_forward)` should pass first" in complaint(unwritten)
    del unwritten.__globals__["rnn_cell_forward"]
    assert "needs your `rnn_cell_forward`" in complaint(unwritten)


@pytest.mark.parametrize("wrong", ["softmax", np.zeros(2), None])
def test_wants_a_function(wrong: Any) -> None:
    assert "Give `check` the function itself" in complaint(wrong)


def test_lists_the_functions_it_knows() -> None:
    assert "`sorted`. There are for `softmax`, `rnn_cell_forward`" in complaint(sorted)


def test_changed_arguments_are_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    workbook.check(learner("output_backward", "out_pred.copy()", "out_pred"))
    assert "Note: `output_backward` changes what it is given" in capsys.readouterr().out


@pytest.mark.parametrize("cast", ["np.float32({})", "np.float64(np.float32({}))"])
def test_float32_passes(cast: str) -> None:
    workbook.check(learner("rnn_backward", DW, cast.format(DW)))
    workbook.check(learner("rnn_cell_backward", "da = ds_next", f"da = {cast.format('ds_next')}"))


def test_cache_may_be_consumed() -> None:
    workbook.check(learner("rnn_backward", "caches[t]", "caches.pop()"))


def test_ready_waits_without_failing(capsys: pytest.CaptureFixture[str]) -> None:
    assert workbook.ready(cells.softmax, cells.rnn_forward)
    assert not workbook.ready(learner("softmax", HALF, "pass"))
    assert "waits for `softmax`" in capsys.readouterr().out


def test_numerical_gradient() -> None:
    x = np.random.default_rng(0).normal(size=(2, 3))
    before = x.copy()
    gradient = workbook.numerical_gradient(lambda v: np.sum(v**3), x)
    assert workbook.relative_error(gradient, 3 * x**2) < 1e-8
    assert np.array_equal(x, before)
    assert workbook.numerical_gradient(lambda v: v * v, np.array(3)) == pytest.approx(6)


def test_relative_error() -> None:
    assert workbook.relative_error(np.zeros(3), np.zeros(3)) == 0
    assert workbook.relative_error([1.0], [-1.0]) == 1
    with pytest.raises(ValueError, match="shapes differ"):
        workbook.relative_error(np.zeros(3), np.zeros((3, 1)))


def test_figures_of_cells() -> None:
    norms = 0.5 ** np.abs(np.subtract.outer(np.arange(6.0), np.arange(6.0)))
    for figure in (
        figures.draw_cell(),
        figures.draw_tanh(),
        figures.draw_unrolled_network(1),
        figures.draw_unrolled_network(3, gradients=True),
        figures.heat_map(norms),
        figures.heat_map({"one": norms, "two": 0 * norms}),
    ):
        figure.canvas.draw()
