"""The checks of `gates`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from assignments.gates.hidden.cases import GRU, LSTM
from autograder.authoring import Attempt, check


def agree_all(attempt: Attempt, kind: str, blocks: tuple[str, ...]) -> None:
    """Ask for the gradients of one kind of parameter in every block of a cell."""
    for name in blocks:
        attempt.agrees(f"d{kind}{name}")


@check("sigmoid")
def test_sigmoid_values(attempt: Attempt) -> None:
    """Every element is squashed as it should be."""
    attempt.agrees("sigmoid")


@check("sigmoid")
def test_sigmoid_extreme(attempt: Attempt) -> None:
    """Elements of ±1000 give 1 and 0, or next to nothing, without a warning."""
    attempt.agrees("sigmoid", kind="extreme")
    attempt.warns_of_nothing()


@check("lstm_cell_forward", share=1.5)
def test_lstm_cell_forward_hidden(attempt: Attempt) -> None:
    """The new hidden state is right."""
    attempt.agrees("h_next")


@check("lstm_cell_forward", share=1.5)
def test_lstm_cell_forward_cell(attempt: Attempt) -> None:
    """The new cell state is right."""
    attempt.agrees("c_next")


@check("lstm_cell_forward")
def test_lstm_cell_forward_saturated(attempt: Attempt) -> None:
    """Gates that are all the way open or shut are right, without a warning."""
    attempt.agrees("h_next", kind="saturated")
    attempt.agrees("c_next", kind="saturated")
    attempt.warns_of_nothing()


@check("lstm_forward")
def test_lstm_forward_hidden(attempt: Attempt) -> None:
    """The hidden states are right at every step."""
    attempt.agrees("h")


@check("lstm_forward")
def test_lstm_forward_cell(attempt: Attempt) -> None:
    """The cell states are right at every step."""
    attempt.agrees("c")


@check("lstm_forward")
def test_lstm_forward_copy(attempt: Attempt) -> None:
    """A cell that forgets nothing and is never written to stays as it is, for 1000 steps."""
    attempt.agrees("c", kind="copy")


@check("lstm_cell_backward")
def test_lstm_cell_backward_dx_t(attempt: Attempt) -> None:
    """`dx_t` is the gradient with respect to this step's input."""
    attempt.agrees("dx_t")


@check("lstm_cell_backward")
def test_lstm_cell_backward_dh_prev(attempt: Attempt) -> None:
    """`dh_prev` is the gradient with respect to the hidden state before."""
    attempt.agrees("dh_prev")


@check("lstm_cell_backward")
def test_lstm_cell_backward_dc_prev(attempt: Attempt) -> None:
    """`dc_prev` is the gradient with respect to the cell state before."""
    attempt.agrees("dc_prev")


@check("lstm_cell_backward", share=1.5)
def test_lstm_cell_backward_dW(attempt: Attempt) -> None:
    """The gradients of all weights on the state are right."""
    agree_all(attempt, "W", LSTM)


@check("lstm_cell_backward")
def test_lstm_cell_backward_dU(attempt: Attempt) -> None:
    """The gradients of all weights on the input are right."""
    agree_all(attempt, "U", LSTM)


@check("lstm_cell_backward")
def test_lstm_cell_backward_db(attempt: Attempt) -> None:
    """The gradients of all biases are right."""
    agree_all(attempt, "b", LSTM)


@check("lstm_cell_backward", share=1.5)
def test_lstm_cell_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `lstm_cell_forward`."""
    attempt.is_gradient()


@check("lstm_backward", share=2)
def test_lstm_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input of every step."""
    attempt.agrees("dx")


@check("lstm_backward", share=2)
def test_lstm_backward_dh0(attempt: Attempt) -> None:
    """`dh0` is the gradient with respect to the first hidden state."""
    attempt.agrees("dh0")


@check("lstm_backward", share=2)
def test_lstm_backward_dc0(attempt: Attempt) -> None:
    """`dc0` is the gradient with respect to the first cell state."""
    attempt.agrees("dc0")


@check("lstm_backward", share=2)
def test_lstm_backward_dW(attempt: Attempt) -> None:
    """The gradients of all weights on the state are right, summed over time."""
    agree_all(attempt, "W", LSTM)


@check("lstm_backward", share=2)
def test_lstm_backward_dU(attempt: Attempt) -> None:
    """The gradients of all weights on the input are right, summed over time."""
    agree_all(attempt, "U", LSTM)


@check("lstm_backward")
def test_lstm_backward_db(attempt: Attempt) -> None:
    """The gradients of all biases are right, summed over time."""
    agree_all(attempt, "b", LSTM)


@check("lstm_backward", share=3)
def test_lstm_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `lstm_forward`."""
    attempt.is_gradient()


@check("gru_cell_forward", share=4)
def test_gru_cell_forward_state(attempt: Attempt) -> None:
    """The new state is right."""
    attempt.agrees("h_next")


@check("gru_cell_forward")
def test_gru_cell_forward_plain(attempt: Attempt) -> None:
    """With both gates open the cell is a plain recurrent one."""
    attempt.agrees("h_next", kind="plain")


@check("gru_cell_forward")
def test_gru_cell_forward_saturated(attempt: Attempt) -> None:
    """Gates that are all the way open or shut are right, without a warning."""
    attempt.agrees("h_next", kind="saturated")
    attempt.warns_of_nothing()


@check("gru_forward", share=3)
def test_gru_forward_states(attempt: Attempt) -> None:
    """The states are right at every step."""
    attempt.agrees("h")


@check("gru_forward")
def test_gru_forward_plain(attempt: Attempt) -> None:
    """With both gates open the network is a plain recurrent one."""
    attempt.agrees("h", kind="plain")


@check("gru_cell_backward", share=2)
def test_gru_cell_backward_dx_t(attempt: Attempt) -> None:
    """`dx_t` is the gradient with respect to this step's input."""
    attempt.agrees("dx_t")


@check("gru_cell_backward", share=3)
def test_gru_cell_backward_dh_prev(attempt: Attempt) -> None:
    """`dh_prev` is the gradient with respect to the state before, along all of its paths."""
    attempt.agrees("dh_prev")


@check("gru_cell_backward", share=3)
def test_gru_cell_backward_dW(attempt: Attempt) -> None:
    """The gradients of all weights on the state are right."""
    agree_all(attempt, "W", GRU)


@check("gru_cell_backward", share=2)
def test_gru_cell_backward_dU(attempt: Attempt) -> None:
    """The gradients of all weights on the input are right."""
    agree_all(attempt, "U", GRU)


@check("gru_cell_backward")
def test_gru_cell_backward_db(attempt: Attempt) -> None:
    """The gradients of all biases are right."""
    agree_all(attempt, "b", GRU)


@check("gru_cell_backward", share=3)
def test_gru_cell_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `gru_cell_forward`."""
    attempt.is_gradient()


@check("gru_backward", share=2)
def test_gru_backward_dx(attempt: Attempt) -> None:
    """`dx` is the gradient with respect to the input of every step."""
    attempt.agrees("dx")


@check("gru_backward", share=2)
def test_gru_backward_dh0(attempt: Attempt) -> None:
    """`dh0` is the gradient with respect to the first state."""
    attempt.agrees("dh0")


@check("gru_backward", share=2)
def test_gru_backward_dW(attempt: Attempt) -> None:
    """The gradients of all weights on the state are right, summed over time."""
    agree_all(attempt, "W", GRU)


@check("gru_backward", share=2)
def test_gru_backward_dU(attempt: Attempt) -> None:
    """The gradients of all weights on the input are right, summed over time."""
    agree_all(attempt, "U", GRU)


@check("gru_backward")
def test_gru_backward_db(attempt: Attempt) -> None:
    """The gradients of all biases are right, summed over time."""
    agree_all(attempt, "b", GRU)


@check("gru_backward", share=3)
def test_gru_backward_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of `gru_forward`."""
    attempt.is_gradient()


@check("parameter_count", share=3)
def test_parameter_count_count(attempt: Attempt) -> None:
    """The number of parameters is exact, for each kind of cell."""
    attempt.agrees("count")


@check("parameter_count")
def test_parameter_count_refusal(attempt: Attempt) -> None:
    """Another kind is refused with a `ValueError` that contains it."""
    attempt.refuses("refused")


@check("cell_state_jacobian", share=3)
def test_cell_state_jacobian_values(attempt: Attempt) -> None:
    """The product of the forget gates stands on the diagonal."""
    attempt.agrees("jacobian")


@check("cell_state_jacobian")
def test_cell_state_jacobian_no_steps(attempt: Attempt) -> None:
    """Over no steps at all it is the identity."""
    attempt.agrees("jacobian", kind="no steps")
