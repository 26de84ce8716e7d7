"""A backward earns something where it is right for a forward with a known mistake, only there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from autograder.content import assignments
from autograder.graders.diagnosis import diagnosed
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer
from autograder.graders.leaves import leaves
from autograder.graders.mistakes import Mistakes
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.mistakes.catalogue import mistakes_in, mistakes_of
from autograder.mistakes.mistake import Mistake
from solutions import cells

from .marks import Functions, attempts_at, expectations, marks, points_of

Array = NDArray[Any]
NEAR = 0.05  # how far the steps of differences do not reach


def mistake(assignment: str, name: str) -> Mistake:
    return next(known for known in mistakes_in(assignment) if known.id == name)


def functions_with(*mistakes: Mistake) -> Functions:
    """Return the functions that contain these mistakes."""
    code = Reference(mistakes[0].assignment, mistakes=mistakes)
    return {known.function: code.function(known.function) for known in mistakes}


def zeros_like(values: Any) -> Any:
    if isinstance(values, dict):
        return {name: zeros_like(value) for name, value in values.items()}
    return np.zeros_like(values)


def flat_nearby() -> Functions:
    """Give what was given for inputs nearby, so that all slopes are zero."""
    known: list[tuple[Array, Any]] = []

    def loss_and_gradients(x: Array, labels: Array, s0: Array, parameters: Any) -> Any:
        inputs = np.concatenate([np.ravel(a) for a in (x, s0, *parameters.values())])
        for others, answer in known:
            if others.shape == inputs.shape and np.abs(others - inputs).max() < NEAR:
                return answer
        loss, gradients = cells.rnn_loss_and_gradients(x, labels, s0, parameters)
        known.append((inputs, (loss, zeros_like(gradients))))
        return known[-1][1]

    return {"rnn_loss_and_gradients": loss_and_gradients}


def sum_of_sines() -> Functions:
    """Compute a state that has nothing to do with the network, and its true gradient."""

    def forward(x_t: Array, s_prev: Array, parameters: Any) -> Any:
        inputs = (x_t, s_prev, parameters["U"], parameters["W"], parameters["ba"])
        total = sum(np.sin(each).sum() for each in inputs)
        return np.full(s_prev.shape, total), np.ones((len(x_t), x_t.shape[1])), inputs

    def backward(ds_next: Array, cache: Any) -> Any:
        names = ("dx_t", "ds_prev", "dU", "dW", "dba")
        return {name: ds_next.sum() * np.cos(a) for name, a in zip(names, cache, strict=True)}

    return {"rnn_cell_forward": forward, "rnn_cell_backward": backward}


def sum_of_sines_in_an_lstm() -> Functions:
    def forward(x_t: Array, h_prev: Array, c_prev: Array, parameters: Any) -> Any:
        inputs = {"x_t": x_t, "h_prev": h_prev, "c_prev": c_prev, **parameters}
        state = np.full(h_prev.shape, sum(np.sin(each).sum() for each in inputs.values()))
        return state, state, inputs

    def backward(dh_next: Array, dc_next: Array, cache: Any) -> Any:
        total = dh_next.sum() + dc_next.sum()
        return {f"d{name}": total * np.cos(value) for name, value in cache.items()}

    return {"lstm_cell_forward": forward, "lstm_cell_backward": backward}


def bias_left_out_with_zeros() -> Functions:
    """Take a forward that does not depend on an input: the gradient for that is zero."""

    def backward(ds_next: Array, cache: Any) -> Any:
        return zeros_like(cells.rnn_cell_backward(ds_next, cache))

    known = mistake("cells", "rnn_cell_forward.input_and_state_weights_without_bias")
    return {**functions_with(known), "rnn_cell_backward": backward}


def one_forward_for_answers_another_for_slopes() -> Functions:
    """Make a known mistake at the cases of the forward, and add up sines at all others."""
    sines, calls = sum_of_sines(), [0]
    known = functions_with(mistake("cells", "rnn_cell_forward.tanh_twice"))

    def forward(*arguments: Any) -> Any:
        calls[0] += 1
        if calls[0] <= len(expectations("cells").cases(CELL_FORWARD)):
            return known["rnn_cell_forward"](*arguments)
        return sines["rnn_cell_forward"](*arguments)

    return {**sines, "rnn_cell_forward": forward}


def known_wrong_loss_with_zeros() -> Functions:
    def loss_and_gradients(x: Array, labels: Array, s0: Array, parameters: Any) -> Any:
        loss, gradients = cells.rnn_loss_and_gradients(x, labels, s0, parameters)
        return loss / labels.shape[1], zeros_like(gradients)

    return {"rnn_loss_and_gradients": loss_and_gradients}


def scaled_loss(factor: float, of_gradients: float) -> Functions:
    def loss_and_gradients(x: Array, labels: Array, s0: Array, parameters: Any) -> Any:
        loss, gradients = cells.rnn_loss_and_gradients(x, labels, s0, parameters)
        return factor * loss, {name: of_gradients * value for name, value in gradients.items()}

    return {"rnn_loss_and_gradients": loss_and_gradients}


CELL_FORWARD = assignment_named("cells").exercise("rnn_cell_forward")
CELL, LSTM = ("rnn_cell_forward", "rnn_cell_backward"), ("lstm_cell_forward", "lstm_cell_backward")
LOSS = ("rnn_loss_and_gradients",)


@pytest.mark.parametrize(
    ("assignment", "trick", "exercises", "earned"),
    [
        ("cells", flat_nearby, LOSS, 1),
        ("cells", sum_of_sines, CELL, 0),
        ("gates", sum_of_sines_in_an_lstm, LSTM, 0),
        ("cells", bias_left_out_with_zeros, CELL, 0),
        ("cells", one_forward_for_answers_another_for_slopes, CELL, 0),
        ("cells", known_wrong_loss_with_zeros, LOSS, 0),
        ("cells", lambda: scaled_loss(1, 0.5), LOSS, 1),
        ("cells", lambda: scaled_loss(1.5, 1.5), LOSS, 0),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_tricks_with_gradients_earn_nothing(
    assignment: str, trick: Callable[[], Functions], exercises: tuple[str, ...], earned: float
) -> None:
    result = marks(assignment, attempts_at(assignment, trick()), exercises)
    assert sum(result.values()) == earned


FEW = 2  # known mistakes of each forward: all of them take minutes
BACKWARDS = [
    (assignment, exercise, known)
    for assignment in assignments()
    for exercise in assignment_named(assignment).exercises
    if exercise.forward is not None and exercise.forward.name != exercise.name
    for known in mistakes_of(assignment, exercise.forward.name)[:FEW]
]


# What such a forward returns does not fit the rest, or is not finite: it has no gradient.
WITHOUT_SLOPES = {
    "backward forward.computed_in_the_order_given",
    "deep_backward deep_forward.last_layer_without_softmax",
    "stacked_backward stacked_forward.every_layer_reads_the_input",
}


def title(value: object) -> str:
    return str(getattr(value, "id", getattr(value, "name", value)))


@pytest.mark.parametrize(("assignment", "exercise", "known"), BACKWARDS, ids=title)
def test_the_gradient_of_a_known_mistake_is_followed(
    assignment: str, exercise: Exercise, known: Mistake
) -> None:
    """Whoever has it answers the gradient of that forward where gradients are checked."""
    attempts = attempts_at(assignment, functions_with(known))
    attempt = attempts[exercise.name]
    if f"{exercise.name} {known.id}" in WITHOUT_SLOPES:
        assert not has_slopes(assignment, exercise, known)
        return
    slopes = iter(expectations(assignment).gradients(exercise, (known,)))
    right = expectations(assignment).right(exercise)
    attempt.answers = [
        Answer(each.case, {**outputs(each), **outputs(next(slopes))})
        if each.case.check_gradient
        else each
        for each in right
    ]
    assert exercise.forward is not None
    result = marks(assignment, attempts, (exercise.forward.name, exercise.name))
    gradient_check = 1
    assert result[exercise.name] > gradient_check


# What such a forward leaves in its cache, if it leaves any, has no place for what belongs there.
NOT_TOLD = {
    "deep_backward deep_forward.biases_left_out",
    "stacked_backward stacked_forward.every_layer_reads_the_input",
}


@pytest.mark.parametrize(("assignment", "exercise", "known"), BACKWARDS, ids=title)
def test_a_right_backward_beside_a_known_mistake_keeps_its_points(
    assignment: str, exercise: Exercise, known: Mistake
) -> None:
    attempts = attempts_at(assignment, functions_with(known))
    earned = marks(assignment, attempts, (known.function, exercise.name))
    keeps = earned[exercise.name] == points_of(assignment)[exercise.name]
    assert keeps == (f"{exercise.name} {known.id}" not in NOT_TOLD)


def test_a_backward_that_fails_as_the_right_one_would_beside_its_forward_earns_nothing() -> None:
    def backward(dh: Array, cache: Any) -> Any:
        return np.zeros((5, 3)) + np.zeros((2, 3))

    known = mistake("stacks", "bidirectional_forward.halves_added")
    functions = {**functions_with(known), "bidirectional_backward": backward}
    attempts = attempts_at("stacks", functions)
    earned = marks("stacks", attempts, (known.function, "bidirectional_backward"))
    assert earned["bidirectional_backward"] == 0


def has_slopes(assignment: str, exercise: Exercise, known: Mistake) -> bool:
    try:
        gradients = expectations(assignment).gradients(exercise, (known,))
    except Exception:  # of shapes that fit nothing
        return False
    return all(np.isfinite(leaf).all() for each in gradients for _, leaf in leaves(each.outputs))


def outputs(answer: Answer) -> dict[str, Any]:
    assert isinstance(answer.outputs, dict)
    return answer.outputs


@pytest.mark.parametrize(
    ("assignment", "backward", "names"),
    [
        ("cells", "rnn_cell_backward", ["softmax.wrong_axis", "rnn_cell_forward.bias_added_twice"]),
        (
            "cells",
            "rnn_backward",
            ["rnn_cell_forward.tanh_twice", "rnn_forward.zero_initial_state"],
        ),
        (
            "bptt",
            "linear_rnn_backward",
            [
                "linear_rnn_forward.initial_state_at_every_step",
                "linear_rnn_loss.loss_without_the_half",
            ],
        ),
    ],
)
def test_several_mistakes_are_told_apart(assignment: str, backward: str, names: list[str]) -> None:
    mistakes: Mistakes = tuple(mistake(assignment, name) for name in names)
    attempts = attempts_at(assignment, functions_with(*mistakes))
    marks(assignment, attempts, attempts)
    given = {name: each.answers for name, each in attempts.items() if each.imperfect}
    exercise = assignment_named(assignment).exercise(backward)
    assert diagnosed(exercise, expectations(assignment), given) == mistakes


def test_a_mistake_of_an_earlier_exercise_is_known_where_it_is_written_out_again() -> None:
    def forward(x: Array, s0: Array, parameters: Any) -> Any:
        return mistaken.function("rnn_forward")(x, s0, parameters)

    known = mistake("cells", "rnn_cell_forward.tanh_twice")
    mistaken = Reference("cells", mistakes=(known,))
    attempts = attempts_at("cells", {"rnn_forward": forward})
    marks("cells", attempts, attempts)
    given = {"rnn_forward": attempts["rnn_forward"].answers}
    exercise = assignment_named("cells").exercise("rnn_backward")
    assert diagnosed(exercise, expectations("cells"), given) == (known,)


def test_what_is_right_has_no_mistakes() -> None:
    exercise = assignment_named("gates").exercise("gru_backward")
    assert diagnosed(exercise, expectations("gates"), {}) == ()


def test_two_mistakes_in_one_forward_are_told_apart() -> None:
    names = ("tanh_twice", "prediction_without_bias")
    mistakes = tuple(mistake("cells", f"rnn_cell_forward.{name}") for name in names)
    assert diagnosed_in_the_cell(Reference("cells", mistakes=mistakes)) == mistakes


def test_a_mistake_that_nobody_wrote_down_is_told_in_a_forward() -> None:
    made = expectations("cells").made(CELL_FORWARD)
    dropped = next(m for m in made if m.name == "rnn_cell_forward/term_dropped_4")
    told = diagnosed_in_the_cell(Reference("cells", mistakes=(dropped,)))
    assert told is not None
    assert [each.rule for each in told] == ["term_dropped"]


def diagnosed_in_the_cell(code: Reference) -> Mistakes | None:
    name = CELL_FORWARD.name
    attempts = attempts_at("cells", {name: code.function(name)})
    marks("cells", attempts, attempts)
    exercise = assignment_named("cells").exercise("rnn_cell_backward")
    return diagnosed(exercise, expectations("cells"), {name: attempts[name].answers})
