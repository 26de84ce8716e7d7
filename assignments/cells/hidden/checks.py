"""The checks of `cells`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from autograder.authoring import Attempt, check


@check("softmax")
def test_softmax_probabilities(attempt: Attempt) -> None:
    """Each column of logits becomes the right probabilities."""
    attempt.agrees("probabilities")


@check("softmax")
def test_softmax_stable(attempt: Attempt) -> None:
    """Logits of ±1000 give probabilities too, not NaN."""
    attempt.agrees("probabilities", kind="extreme")


@check("rnn_cell_forward")
def test_rnn_cell_forward_state(attempt: Attempt) -> None:
    """The new state is right."""
    attempt.agrees("s_next")


@check("rnn_cell_forward")
def test_rnn_cell_forward_prediction(attempt: Attempt) -> None:
    """The prediction is right."""
    attempt.agrees("out_pred")


@check("rnn_forward")
def test_rnn_forward_states(attempt: Attempt) -> None:
    """The states are right at every step."""
    attempt.agrees("s")


@check("rnn_forward")
def test_rnn_forward_predictions(attempt: Attempt) -> None:
    """The predictions are right at every step."""
    attempt.agrees("y")


@check("rnn_cell_backward")
def test_rnn_cell_backward_dx_t(attempt: Attempt) -> None:
    """`dx_t` is the gradient with respect to this step's input."""
    attempt.agrees("dx_t")


@check("rnn_cell_backward")
def test_rnn_cell_backward_ds_prev(attempt: Attempt) -> None:
    """`ds_prev` is the gradient with respect to the state before this step."""
    attempt.agrees("ds_prev")


@check("rnn_cell_backward")
def test_rnn_cell_backward_dU(attempt: Attempt) -> None:
    """`dU` is the gradient with respect to the input weights."""
    attempt.agrees("dU")


@check("rnn_cell_backward")
def test_rnn_cell_backward_dW(attempt: Attempt) -> None:
    """`dW` is the gradient with respect to the state weights."""
    attempt.agrees("dW")


@check("rnn_cell_backward")
def test_rnn_cell_backward_dba(attempt: Attempt) -> None:
    """`dba` is the gradient with respect to the bias."""
    attempt.agrees("dba")


@check("rnn_cell_backward")
def test_rnn_cell_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `rnn_cell_forward`."""
    attempt.is_gradient()


@check("rnn_backward")
def test_rnn_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input of every step."""
    attempt.agrees("dx")


@check("rnn_backward")
def test_rnn_backward_ds0(attempt: Attempt) -> None:
    """`ds0` is the gradient with respect to the initial state."""
    attempt.agrees("ds0")


@check("rnn_backward")
def test_rnn_backward_dU(attempt: Attempt) -> None:
    """`dU` is summed over all steps."""
    attempt.agrees("dU")


@check("rnn_backward")
def test_rnn_backward_dW(attempt: Attempt) -> None:
    """`dW` is summed over all steps."""
    attempt.agrees("dW")


@check("rnn_backward")
def test_rnn_backward_dba(attempt: Attempt) -> None:
    """`dba` is summed over all steps."""
    attempt.agrees("dba")


@check("rnn_backward")
def test_rnn_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `rnn_forward`."""
    attempt.is_gradient()


@check("output_backward")
def test_output_backward_ds(attempt: Attempt) -> None:
    """`ds` is the gradient with respect to the state."""
    attempt.agrees("ds")


@check("output_backward")
def test_output_backward_dV(attempt: Attempt) -> None:
    """`dV` is the gradient with respect to the output weights."""
    attempt.agrees("dV")


@check("output_backward")
def test_output_backward_dby(attempt: Attempt) -> None:
    """`dby` is the gradient with respect to the output bias."""
    attempt.agrees("dby")


@check("output_backward")
def test_output_backward_gradient_check(attempt: Attempt) -> None:
    """Finite differences of the cross-entropy of your own `softmax` confirm all gradients."""
    attempt.is_gradient()


@check("rnn_loss_and_gradients", share=2)
def test_rnn_loss_and_gradients_loss(attempt: Attempt) -> None:
    """The loss is summed over time and averaged over the batch."""
    attempt.agrees("loss")


@check("rnn_loss_and_gradients", share=2)
def test_rnn_loss_and_gradients_dU(attempt: Attempt) -> None:
    """`dU` is the gradient of the whole loss."""
    attempt.agrees("dU")


@check("rnn_loss_and_gradients", share=2)
def test_rnn_loss_and_gradients_dW(attempt: Attempt) -> None:
    """`dW` is the gradient of the whole loss."""
    attempt.agrees("dW")


@check("rnn_loss_and_gradients", share=2)
def test_rnn_loss_and_gradients_dV(attempt: Attempt) -> None:
    """`dV` is the gradient of the whole loss."""
    attempt.agrees("dV")


@check("rnn_loss_and_gradients", share=2)
def test_rnn_loss_and_gradients_dba(attempt: Attempt) -> None:
    """`dba` is the gradient of the whole loss."""
    attempt.agrees("dba")


@check("rnn_loss_and_gradients", share=2)
def test_rnn_loss_and_gradients_dby(attempt: Attempt) -> None:
    """`dby` is the gradient of the whole loss."""
    attempt.agrees("dby")


@check("rnn_loss_and_gradients")
def test_rnn_loss_and_gradients_dx(attempt: Attempt) -> None:
    """`dx` is the gradient of the whole loss."""
    attempt.agrees("dx")


@check("rnn_loss_and_gradients")
def test_rnn_loss_and_gradients_ds0(attempt: Attempt) -> None:
    """`ds0` is the gradient of the whole loss."""
    attempt.agrees("ds0")


@check("rnn_loss_and_gradients", share=2)
def test_rnn_loss_and_gradients_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of the loss."""
    attempt.is_gradient()
