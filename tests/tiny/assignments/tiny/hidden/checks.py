"""The checks of `tiny`."""

from __future__ import annotations

from autograder.authoring import Attempt, check


@check("step")
def test_step_state(attempt: Attempt) -> None:
    """The new state is right."""
    attempt.agrees("h_next")


@check("walk", share=2)
def test_walk_states(attempt: Attempt) -> None:
    """Every state is right."""
    attempt.agrees("states")


@check("walk")
def test_walk_refusal(attempt: Attempt) -> None:
    """Without steps it raises ValueError."""
    attempt.refuses("empty")


@check("step_backward")
def test_step_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input."""
    attempt.agrees("dx")


@check("step_backward")
def test_step_backward_dh(attempt: Attempt) -> None:
    """`dh` is the gradient with respect to the state."""
    attempt.agrees("dh")


@check("step_backward")
def test_step_backward_dw(attempt: Attempt) -> None:
    """`dw` is the gradient with respect to the weights."""
    attempt.agrees("dw")


@check("step_backward")
def test_step_backward_gradient(attempt: Attempt) -> None:
    """All gradients together are those of `step`."""
    attempt.is_gradient()
