"""A mistake costs once: whoever hands caches on, and whoever unpacks them, gets the same marks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from autograder.demo.sample import filled, right_sources
from autograder.grading.course import SECRET_FILE, Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import parse
from autograder.grading.verdict import Verdict
from autograder.host import Sandbox

pytestmark = pytest.mark.sandbox
RELEASE = Path(__file__).parents[2] / "source_release" / "release"

Sources = dict[str, str]

FULL = {
    "softmax": 2,
    "rnn_cell_forward": 4,
    "rnn_forward": 4,
    "rnn_cell_backward": 6,
    "rnn_backward": 6,
    "output_backward": 4,
    "rnn_loss_and_gradients": 8,
}

CELL_FORWARD = """
def rnn_cell_forward(x_t, s_prev, parameters):
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    s_next = np.tanh(U @ x_t + W @ s_prev + parameters["ba"])
    out_pred = softmax(V @ s_next + parameters["by"])
    cache = (s_next, s_prev, x_t, parameters)
    return s_next, out_pred, cache
"""
CELL_BACKWARD = """
def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s_next**2)
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }
"""
FORWARD = """
def rnn_forward(x, s0, parameters):
    m, N, T = x.shape
    s, y, caches = np.zeros((s0.shape[0], N, T)), np.zeros((m, N, T)), []
    s_t = s0
    for t in range(T):
        s_t, y_t, cache = rnn_cell_forward(x[:, :, t], s_t, parameters)
        s[:, :, t], y[:, :, t] = s_t, y_t
        caches.append(cache)
    return s, y, caches
"""
HANDS_ON = """
def rnn_backward(ds, caches):
    later, dx, totals = np.zeros_like(ds[:, :, 0]), [], {"dU": 0, "dW": 0, "dba": 0}
    for t in reversed(range(ds.shape[2])):
        step = rnn_cell_backward(ds[:, :, t] + later, caches[t])
        later = step["ds_prev"]
        dx.insert(0, step["dx_t"])
        totals = {name: total + step[name] for name, total in totals.items()}
    return {"dx": np.stack(dx, axis=2), "ds0": later, **totals}
"""
UNPACKS = """
def rnn_backward(ds, caches):
    s_next, s_prev, x_t, parameters = caches[0]
    n, N, T = ds.shape
    dx = np.zeros((x_t.shape[0], N, T))
    dU, dW, dba = (np.zeros_like(parameters[name]) for name in ("U", "W", "ba"))
    later = np.zeros(s_prev.shape)
    for t in reversed(range(T)):
        step = rnn_cell_backward(ds[:, :, t] + later, caches[t])
        later, dx[:, :, t] = step["ds_prev"], step["dx_t"]
        dU += step["dU"]
        dW += step["dW"]
        dba += step["dba"]
    return {"dx": dx, "ds0": later, "dU": dU, "dW": dW, "dba": dba}
"""


def changed(source: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


HANDED_ON = {
    "rnn_cell_forward": CELL_FORWARD,
    "rnn_cell_backward": CELL_BACKWARD,
    "rnn_forward": FORWARD,
    "rnn_backward": HANDS_ON,
}
UNPACKED = {**HANDED_ON, "rnn_backward": UNPACKS}
PACKED_TOGETHER = {
    **UNPACKED,
    "rnn_forward": changed(FORWARD, ("return s, y, caches", "return s, y, (caches, x)")),
    "rnn_backward": changed(
        UNPACKS, ("caches[0]", "caches[0][0]"), (", caches[t])", ", caches[0][t])")
    ),
}
STYLES = {"hands_on": HANDED_ON, "unpacks": UNPACKED, "packs_together": PACKED_TOGETHER}
style = pytest.mark.parametrize("own", STYLES.values(), ids=STYLES)


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(RELEASE / "cells", root / "release" / "cells")
    (root / SECRET_FILE).write_bytes(bytes(range(32)))
    with Grader(Course(root), "cells", Sandbox()) as running:
        yield running


def graded(grader: Grader, own: Sources, **edits: tuple[str, str]) -> Verdict:
    """Grade a right notebook with some functions of somebody's own, and edits in them."""
    sources = {**right_sources("cells"), **own}
    sources |= {name: changed(sources[name], edit) for name, edit in edits.items()}
    notebook = filled(grader.release, sources)
    return grader.grade(rebuild(grader.release, parse(nbformat.writes(notebook).encode())))


def lost(verdict: Verdict) -> dict[str, float]:
    """Return the points that are missing, by exercise."""
    scores = {exercise.name: exercise.score for exercise in verdict.exercises}
    return {
        name: round(full - (scores[name] or 0), 4)
        for name, full in FULL.items()
        if scores[name] != full
    }


def said(verdict: Verdict, exercise: str) -> str:
    result = verdict.exercise(exercise)
    assert result is not None
    return "\n".join(check.message for check in result.checks)


@style
def test_a_mistake_in_the_cell_costs_the_cell_alone(grader: Grader, own: Sources) -> None:
    verdict = graded(grader, own, rnn_cell_backward=('W"].T @ da', 'W"] @ da'))
    assert lost(verdict) == {"rnn_cell_backward": 2}


@pytest.mark.parametrize("own", [HANDED_ON, UNPACKED], ids=["hands_on", "unpacks"])
@pytest.mark.parametrize(
    "edit",
    [
        ("s_t, y_t, cache = ", "buffer[...] = s_t; s_t, y_t, cache = "),
        ("caches.append(cache)", "caches = cache"),
    ],
    ids=["overwritten", "only_the_last"],
)
def test_a_wrong_cache_is_a_mistake_of_the_forward(
    grader: Grader, own: Sources, edit: tuple[str, str]
) -> None:
    forward = changed(
        FORWARD,
        ("s_t = s0", "s_t, buffer = s0, np.zeros_like(s0)"),
        ("t], s_t, p", "t], buffer, p"),
    )
    forward = changed(forward, edit) if "buffer" in edit[1] else changed(FORWARD, edit)
    verdict = graded(grader, {**own, "rnn_forward": forward})
    assert lost(verdict) == {"rnn_forward": 2}
    assert "do not hold" in said(verdict, "rnn_forward")


def test_whoever_overwrites_the_state_that_a_cache_holds_reads_it_there(grader: Grader) -> None:
    cell = changed(
        CELL_FORWARD,
        ("    cache = ", "    s_prev[...] = 0\n    cache = "),
    )
    verdict = graded(grader, {**UNPACKED, "rnn_cell_forward": cell})
    assert set(lost(verdict)) == {"rnn_cell_forward"}


@style
def test_a_new_state_in_the_place_of_the_old_one_costs_half_of_the_forward(
    grader: Grader, own: Sources
) -> None:
    cell = changed(
        CELL_FORWARD,
        (
            "s_next = np.tanh(U @ x_t + W @ s_prev",
            "s_next = s_prev\n    s_next[...] = np.tanh(U @ x_t + W @ s_prev",
        ),
    )
    verdict = graded(grader, {**own, "rnn_cell_forward": cell})
    assert lost(verdict) == {"rnn_cell_forward": 2}
    assert "changes its arguments in place" in said(verdict, "rnn_cell_forward")


@pytest.mark.parametrize("own", [HANDED_ON, UNPACKED], ids=["hands_on", "unpacks"])
def test_a_right_backward_beside_a_wrong_forward_keeps_its_points(
    grader: Grader, own: Sources
) -> None:
    verdict = graded(grader, own, rnn_cell_forward=(' + parameters["ba"])', ")"))
    assert lost(verdict) == {"rnn_cell_forward": 4}


@style
def test_a_right_backward_beside_a_forward_of_their_own_invention_keeps_its_points(
    grader: Grader, own: Sources
) -> None:
    verdict = graded(grader, own, rnn_cell_forward=("np.tanh(", "0.5 * s_prev + np.tanh("))
    assert lost(verdict) == {"rnn_cell_forward": 4}


def test_nobody_who_nests_caches_is_told_that_they_break_rules(grader: Grader) -> None:
    nested = "nested = cache\n    for _ in range(40):\n        nested = [nested]\n"
    verdict = graded(
        grader,
        HANDED_ON,
        rnn_cell_forward=(
            "return s_next, out_pred, cache",
            f"s_next = 0.9 * s_next\n    {nested}    return s_next, out_pred, nested",
        ),
        rnn_cell_backward=("s_next, s_prev, x_t, parameters = cache", UNNEST),
    )
    assert "rules" not in said(verdict, "rnn_cell_backward")
    assert "rnn_loss_and_gradients" not in lost(verdict)


@pytest.mark.parametrize(
    "cache",
    [
        "nested",
        "type('Cache', (), {'held': nested})()",
        "lambda: nested",
        "(each for each in nested)",
    ],
    ids=["nested", "object", "closure", "generator"],
)
def test_a_cache_may_have_any_form(grader: Grader, cache: str) -> None:
    nested = "nested = cache\n    for _ in range(40):\n        nested = [nested]\n"
    verdict = graded(
        grader,
        HANDED_ON,
        rnn_cell_forward=(
            "return s_next, out_pred, cache",
            f"{nested}    return s_next, out_pred, {cache}",
        ),
        rnn_cell_backward=("s_next, s_prev, x_t, parameters = cache", UNNEST),
    )
    assert lost(verdict) == {}


UNNEST = """cache = cache() if callable(cache) else getattr(cache, "held", cache)
    while len(cache := list(cache)) == 1:
        (cache,) = cache
    s_next, s_prev, x_t, parameters = cache"""


@pytest.mark.parametrize(
    "returned",
    ["return s_next, out_pred", 'return {"s_next": s_next, "out_pred": out_pred, "cache": cache}'],
    ids=["two_values", "dictionary"],
)
def test_who_returns_no_cache_has_that_mistake_there(grader: Grader, returned: str) -> None:
    verdict = graded(
        grader, HANDED_ON, rnn_cell_forward=("return s_next, out_pred, cache", returned)
    )
    losses = lost(verdict)
    assert losses.pop("rnn_cell_forward") == 2
    assert "a cache" in said(verdict, "rnn_cell_forward")
    assert set(losses) <= {"rnn_cell_backward"}  # it has nothing to be called with


@pytest.mark.parametrize(
    "edit",
    [
        ('return {"dx": dx', 'dx = dx if T > 1 else 0 * dx\n    return {"dx": dx'),
        ("    n, N, T = ds.shape", "    n, N, T = ds.shape\n    if T == 1: raise IndexError"),
        (
            'return {"dx": dx',
            'dU, dW, dba = (d if N > 1 else 2 * d for d in (dU, dW, dba))\n    return {"dx": dx',
        ),
    ],
    ids=[
        "wrong_for_one_step",
        "raises_for_one_step",
        "wrong_for_one_example",
    ],
)
def test_a_special_case_costs_one_check(grader: Grader, edit: tuple[str, str]) -> None:
    verdict = graded(grader, UNPACKED, rnn_backward=edit)
    assert lost(verdict) == {"rnn_backward": 1}


def test_a_special_case_of_the_forward_is_paid_for_there(grader: Grader) -> None:
    edit = (
        "return s_next, out_pred",
        "s_next = s_next.squeeze(-1) if s_next.shape[1] == 1 else s_next\n"
        "    return s_next, out_pred",
    )
    assert lost(graded(grader, UNPACKED, rnn_cell_forward=edit)) == {"rnn_cell_forward": 2}


def test_two_special_cases_cost_two(grader: Grader) -> None:
    edit = ("    n, N, T = ds.shape", "    n, N, T = ds.squeeze().shape")
    assert lost(graded(grader, UNPACKED, rnn_backward=edit)) == {"rnn_backward": 2}


def test_what_fails_in_ordinary_cases_costs_as_ever(grader: Grader) -> None:
    verdict = graded(
        grader,
        UNPACKED,
        rnn_backward=("later, dx", "later, dx[:, :, t], _"),
    )
    assert lost(verdict) == {"rnn_backward": 6}


@pytest.mark.parametrize(
    ("step", "named"),
    [
        (
            'rnn_cell_forward(x[:, :, t], s_t, {**parameters, "ba": 0 * parameters["ba"]})',
            "rnn_forward.",
        ),
        (
            "without_bias(x[:, :, t], s_t, parameters)",
            "rnn_cell_forward.input_and_state_weights_without_bias",
        ),
    ],
    ids=["called", "written_anew"],
)
def test_no_mistake_is_named_in_a_right_function_that_is_called(
    grader: Grader, step: str, named: str
) -> None:
    anew = changed(
        CELL_FORWARD, ("def rnn_cell_forward", "def without_bias"), (' + parameters["ba"]', "")
    )
    forward = changed(FORWARD, ("rnn_cell_forward(x[:, :, t], s_t, parameters)", step))
    verdict = graded(grader, {"rnn_forward": f"{anew}\n\n{forward}"})
    result = verdict.exercise("rnn_forward")
    assert result is not None
    names = {check.misconception for check in result.checks if check.misconception}
    assert all(name.startswith(named) for name in names), names
    assert names or step.startswith("rnn_cell_forward")
