"""The checks of `bptt`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from assignments.bptt.hidden.exercises import GRADIENTS
from assignments.bptt.hidden.laws import (
    follows_its_generator,
    is_cut_or_made_up_for,
    is_fair,
    is_independent,
)
from autograder.authoring import Attempt, check


@check("unroll_recurrence", share=3)
def test_unroll_recurrence_values(attempt: Attempt) -> None:
    """The values of all steps are right."""
    attempt.agrees("a")


@check("unroll_recurrence")
def test_unroll_recurrence_zeros(attempt: Attempt) -> None:
    """They are right where factors are zero, too."""
    attempt.agrees("a", kind="zeros")


@check("linear_rnn_forward")
def test_linear_rnn_forward_states(attempt: Attempt) -> None:
    """The states are right at every step."""
    attempt.agrees("h")


@check("linear_rnn_forward")
def test_linear_rnn_forward_outputs(attempt: Attempt) -> None:
    """The outputs are right at every step."""
    attempt.agrees("o")


@check("linear_rnn_loss")
def test_linear_rnn_loss_value(attempt: Attempt) -> None:
    """The loss is averaged over time and batch, and summed over the features."""
    attempt.agrees("loss")


@check("linear_rnn_backward")
def test_linear_rnn_backward_dW_hx(attempt: Attempt) -> None:
    """`dW_hx` is summed over all steps."""
    attempt.agrees("dW_hx")


@check("linear_rnn_backward")
def test_linear_rnn_backward_dW_hh(attempt: Attempt) -> None:
    """`dW_hh` is summed over all steps."""
    attempt.agrees("dW_hh")


@check("linear_rnn_backward")
def test_linear_rnn_backward_dW_qh(attempt: Attempt) -> None:
    """`dW_qh` is summed over all steps."""
    attempt.agrees("dW_qh")


@check("linear_rnn_backward")
def test_linear_rnn_backward_dh(attempt: Attempt) -> None:
    """`dh` is the gradient with respect to each state, along all paths."""
    attempt.agrees("dh")


@check("linear_rnn_backward")
def test_linear_rnn_backward_gradient_check(attempt: Attempt) -> None:
    """The gradients of all weights together are those of the loss."""
    attempt.is_gradient()


@check("hidden_gradient", share=3)
def test_hidden_gradient_value(attempt: Attempt) -> None:
    """The gradient is right for the first step, the last, and those in between."""
    attempt.agrees("dh_t")


@check("hidden_gradient")
def test_hidden_gradient_refusal(attempt: Attempt) -> None:
    """A step that does not exist raises ValueError."""
    attempt.refuses("refused")


@check("chunked_bptt", share=2)
def test_chunked_bptt_dW_hx(attempt: Attempt) -> None:
    """`dW_hx` is the gradient cut at every chunk."""
    attempt.agrees("dW_hx")


@check("chunked_bptt", share=2)
def test_chunked_bptt_dW_hh(attempt: Attempt) -> None:
    """`dW_hh` is the gradient cut at every chunk."""
    attempt.agrees("dW_hh")


@check("chunked_bptt", share=2)
def test_chunked_bptt_dW_qh(attempt: Attempt) -> None:
    """`dW_qh` is summed over all steps, with the states of the whole sequence."""
    attempt.agrees("dW_qh")


@check("chunked_bptt")
def test_chunked_bptt_whole(attempt: Attempt) -> None:
    """With tau ≥ T nothing is cut."""
    for name in GRADIENTS:
        attempt.agrees(name, kind="whole")


@check("chunked_bptt")
def test_chunked_bptt_refusal(attempt: Attempt) -> None:
    """A tau less than 1 raises ValueError."""
    attempt.refuses("refused")


@check("windowed_bptt", share=2)
def test_windowed_bptt_dW_hx(attempt: Attempt) -> None:
    """`dW_hx` is the gradient cut behind every window."""
    attempt.agrees("dW_hx")


@check("windowed_bptt", share=2)
def test_windowed_bptt_dW_hh(attempt: Attempt) -> None:
    """`dW_hh` is the gradient cut behind every window."""
    attempt.agrees("dW_hh")


@check("windowed_bptt", share=2)
def test_windowed_bptt_dW_qh(attempt: Attempt) -> None:
    """`dW_qh` is summed over all steps, with the states of the whole sequence."""
    attempt.agrees("dW_qh")


@check("windowed_bptt")
def test_windowed_bptt_whole(attempt: Attempt) -> None:
    """With tau ≥ T nothing is cut."""
    for name in GRADIENTS:
        attempt.agrees(name, kind="whole")


@check("windowed_bptt")
def test_windowed_bptt_refusal(attempt: Attempt) -> None:
    """A tau less than 1 raises ValueError."""
    attempt.refuses("refused")


@check("sample_truncation", share=2)
def test_sample_truncation_values(attempt: Attempt) -> None:
    """Every ξ_t is 0 or 1/π_t."""
    attempt.obeys(is_cut_or_made_up_for)


@check("sample_truncation", share=2)
def test_sample_truncation_chance(attempt: Attempt) -> None:
    """The chain is kept with probability π_t, at each step independently."""
    attempt.obeys(is_fair, kind="chance")
    attempt.obeys(is_independent, kind="chance")


@check("sample_truncation")
def test_sample_truncation_generator(attempt: Attempt) -> None:
    """The same seed gives the same draw, another seed another."""
    attempt.obeys(follows_its_generator, kind="seeds")


@check("sample_truncation")
def test_sample_truncation_refusal(attempt: Attempt) -> None:
    """Probabilities of 0 or less, or above 1, raise ValueError; 1 is allowed."""
    attempt.refuses("refused")
    attempt.obeys(is_cut_or_made_up_for, kind="certain")


@check("randomized_bptt")
def test_randomized_bptt_dW_hx(attempt: Attempt) -> None:
    """`dW_hx` is right for given ξ."""
    attempt.agrees("dW_hx")


@check("randomized_bptt")
def test_randomized_bptt_dW_hh(attempt: Attempt) -> None:
    """`dW_hh` is right for given ξ."""
    attempt.agrees("dW_hh")


@check("randomized_bptt")
def test_randomized_bptt_dW_qh(attempt: Attempt) -> None:
    """`dW_qh` is right: ξ does not touch it."""
    attempt.agrees("dW_qh")


@check("randomized_bptt")
def test_randomized_bptt_unbiased(attempt: Attempt) -> None:
    """On average over all ways to cut the chain, the gradients are those of full BPTT."""
    for name in GRADIENTS:
        attempt.agrees(name, kind="unbiased")


@check("checkpointed_bptt")
def test_checkpointed_bptt_dW_hx(attempt: Attempt) -> None:
    """`dW_hx` is the full gradient."""
    attempt.agrees("dW_hx")


@check("checkpointed_bptt", share=2)
def test_checkpointed_bptt_dW_hh(attempt: Attempt) -> None:
    """`dW_hh` is the full gradient, also where `every` is T or greater."""
    attempt.agrees("dW_hh")
    attempt.agrees("dW_hh", kind="whole")


@check("checkpointed_bptt")
def test_checkpointed_bptt_dW_qh(attempt: Attempt) -> None:
    """`dW_qh` is the full gradient."""
    attempt.agrees("dW_qh")


@check("checkpointed_bptt", share=3)
def test_checkpointed_bptt_memory(attempt: Attempt) -> None:
    """A long sequence gets its `dW_hh` without all of its states in memory."""
    attempt.agrees("dW_hh", kind="memory")


@check("checkpointed_bptt")
def test_checkpointed_bptt_refusal(attempt: Attempt) -> None:
    """An `every` less than 1 raises ValueError."""
    attempt.refuses("refused")


@check("rtrl", share=2)
def test_rtrl_dW_hx(attempt: Attempt) -> None:
    """`dW_hx` is the full gradient."""
    attempt.agrees("dW_hx")


@check("rtrl", share=2)
def test_rtrl_dW_hh(attempt: Attempt) -> None:
    """`dW_hh` is the full gradient."""
    attempt.agrees("dW_hh")


@check("rtrl")
def test_rtrl_dW_qh(attempt: Attempt) -> None:
    """`dW_qh` is the full gradient."""
    attempt.agrees("dW_qh")


@check("rtrl", share=3)
def test_rtrl_memory(attempt: Attempt) -> None:
    """A long sequence gets its `dW_hh` in memory that does not grow with it."""
    attempt.agrees("dW_hh", kind="memory")
