"""The checks of `stacks`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from assignments.stacks.hidden import laws
from autograder.authoring import Attempt, check


@check("bidirectional_forward", share=1.5)
def test_bidirectional_forward_first_half(attempt: Attempt) -> None:
    """The states of the layer that reads from left to right are right at all real steps."""
    attempt.agrees("h[:n]")


@check("bidirectional_forward", share=1.5)
def test_bidirectional_forward_second_half(attempt: Attempt) -> None:
    """The states of the layer that reads from right to left are right at all real steps."""
    attempt.agrees("h[n:]")


@check("bidirectional_forward")
def test_bidirectional_forward_zeros(attempt: Attempt) -> None:
    """The states are zero in the padding, in both halves, and nowhere else."""
    attempt.obeys(laws.is_zero_in_padding)
    attempt.obeys(laws.is_zero_in_padding, "padding")


@check("bidirectional_forward")
def test_bidirectional_forward_padding(attempt: Attempt) -> None:
    """What stands in the padding of `x`, NaN for instance, changes nothing."""
    attempt.obeys(laws.states_ignore_padding, "padding")


@check("bidirectional_backward", share=2)
def test_bidirectional_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input, through both layers."""
    attempt.agrees("dx")


@check("bidirectional_backward")
def test_bidirectional_backward_forward_dU(attempt: Attempt) -> None:
    """`dU` of the layer that reads from left to right is summed over all real steps."""
    attempt.agrees("forward", only="dU")


@check("bidirectional_backward")
def test_bidirectional_backward_forward_dW(attempt: Attempt) -> None:
    """`dW` of the layer that reads from left to right is summed over all real steps."""
    attempt.agrees("forward", only="dW")


@check("bidirectional_backward")
def test_bidirectional_backward_forward_dba(attempt: Attempt) -> None:
    """`dba` of the layer that reads from left to right is summed over all real steps."""
    attempt.agrees("forward", only="dba")


@check("bidirectional_backward")
def test_bidirectional_backward_backward_dU(attempt: Attempt) -> None:
    """`dU` of the layer that reads from right to left is summed over all real steps."""
    attempt.agrees("backward", only="dU")


@check("bidirectional_backward")
def test_bidirectional_backward_backward_dW(attempt: Attempt) -> None:
    """`dW` of the layer that reads from right to left is summed over all real steps."""
    attempt.agrees("backward", only="dW")


@check("bidirectional_backward")
def test_bidirectional_backward_backward_dba(attempt: Attempt) -> None:
    """`dba` of the layer that reads from right to left is summed over all real steps."""
    attempt.agrees("backward", only="dba")


@check("bidirectional_backward", share=2)
def test_bidirectional_backward_padding(attempt: Attempt) -> None:
    """What stands in the padding of `x` and `dh` changes nothing, and `dx` is zero there."""
    attempt.obeys(laws.gradients_ignore_padding, "padding")


@check("bidirectional_backward", share=2)
def test_bidirectional_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `bidirectional_forward`."""
    attempt.is_gradient()


@check("stacked_forward")
def test_stacked_forward_states(attempt: Attempt) -> None:
    """The states of the top layer are right at every step."""
    attempt.agrees("h")


@check("stacked_backward")
def test_stacked_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input, through all layers."""
    attempt.agrees("dx")


@check("stacked_backward", share=3)
def test_stacked_backward_layers(attempt: Attempt) -> None:
    """The gradients of every layer are right, the lowest layer first."""
    attempt.agrees("layers")


@check("stacked_backward")
def test_stacked_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `stacked_forward`."""
    attempt.is_gradient()


@check("residual_forward")
def test_residual_forward_output(attempt: Attempt) -> None:
    """The output of the top layer is right."""
    attempt.agrees("y")


@check("residual_backward")
def test_residual_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input, along all paths."""
    attempt.agrees("dx")


@check("residual_backward")
def test_residual_backward_layers(attempt: Attempt) -> None:
    """The gradients of every layer are right, the lowest layer first."""
    attempt.agrees("layers")


@check("residual_backward")
def test_residual_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `residual_forward`."""
    attempt.is_gradient()


@check("dense_forward")
def test_dense_forward_features(attempt: Attempt) -> None:
    """All features are right, those of the input on top."""
    attempt.agrees("z")


@check("dense_backward")
def test_dense_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input, along all paths."""
    attempt.agrees("dx")


@check("dense_backward", share=2)
def test_dense_backward_layers(attempt: Attempt) -> None:
    """The gradients of every layer are right, the lowest layer first."""
    attempt.agrees("layers")


@check("dense_backward")
def test_dense_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `dense_forward`."""
    attempt.is_gradient()


@check("highway_forward", share=3)
def test_highway_forward_output(attempt: Attempt) -> None:
    """The output of the top layer is right."""
    attempt.agrees("y")


@check("highway_forward")
def test_highway_forward_saturated(attempt: Attempt) -> None:
    """Gates far in saturation give the right output, and no warning."""
    attempt.agrees("y", kind="saturated")
    attempt.warns_of_nothing()


@check("highway_backward")
def test_highway_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input, along all paths."""
    attempt.agrees("dx")


@check("highway_backward", share=2)
def test_highway_backward_layers(attempt: Attempt) -> None:
    """The gradients of every layer and its gates are right, the lowest layer first."""
    attempt.agrees("layers")


@check("highway_backward")
def test_highway_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `highway_forward`."""
    attempt.is_gradient()


@check("shortcut_gradient_norms", share=3)
def test_shortcut_gradient_norms_values(attempt: Attempt) -> None:
    """The norms change from layer to layer as they should, on average over many random stacks."""
    attempt.obeys(laws.comes_from_generator)
    attempt.obeys(laws.is_typical)


@check("shortcut_gradient_norms")
def test_shortcut_gradient_norms_refusal(attempt: Attempt) -> None:
    """Any other kind raises ValueError, and the message contains it."""
    attempt.refuses("refused")
