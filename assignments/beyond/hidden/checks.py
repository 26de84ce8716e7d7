"""The checks of `beyond`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from assignments.beyond.hidden.laws import asks_little, is_the_verdict, joins_in_rounds
from autograder.authoring import Attempt, check


@check("stateful_bptt", share=2)
def test_stateful_bptt_trained(attempt: Attempt) -> None:
    """The matrices are right after the last update, where gradients are longer than chunks."""
    attempt.agrees("trained")


@check("stateful_bptt")
def test_stateful_bptt_state(attempt: Attempt) -> None:
    """The last state is right: it has been carried on, through all updates."""
    attempt.agrees("h")


@check("stateful_bptt")
def test_stateful_bptt_losses(attempt: Attempt) -> None:
    """There is one loss for each chunk, of its own steps, before its update."""
    attempt.agrees("losses")


@check("stateful_bptt", share=2)
def test_stateful_bptt_alike(attempt: Attempt) -> None:
    """With k1 = k2, or a single chunk, matrices, state and losses are right."""
    for name in ("trained", "h", "losses"):
        attempt.agrees(name, kind="alike")


@check("stateful_bptt")
def test_stateful_bptt_refusal(attempt: Attempt) -> None:
    """A k1 less than 1, or a k2 less than k1, raises ValueError."""
    attempt.refuses("refused")


@check("combine")
def test_combine_factor(attempt: Attempt) -> None:
    """The factor of both stretches is right."""
    attempt.agrees("A")


@check("combine")
def test_combine_sum(attempt: Attempt) -> None:
    """What both stretches add is right."""
    attempt.agrees("B")


@check("parallel_scan", share=2)
def test_parallel_scan_states(attempt: Attempt) -> None:
    """The states are right, for any number of steps, and where factors are zero."""
    attempt.agrees("h")


@check("parallel_scan")
def test_parallel_scan_rounds(attempt: Attempt) -> None:
    """`combine` is called once a round, ⌈log2 T⌉ times in all."""
    attempt.agrees("h", kind="counted")
    attempt.obeys(joins_in_rounds, kind="counted")


@check("attention_forward")
def test_attention_forward_contexts(attempt: Attempt) -> None:
    """The contexts are right."""
    attempt.agrees("contexts")


@check("attention_forward")
def test_attention_forward_weights(attempt: Attempt) -> None:
    """The weights are right."""
    attempt.agrees("weights")


@check("attention_forward")
def test_attention_forward_extreme(attempt: Attempt) -> None:
    """Scores in the thousands give right contexts and weights, and no warnings."""
    attempt.agrees("contexts", kind="extreme")
    attempt.agrees("weights", kind="extreme")
    attempt.warns_of_nothing()


@check("attention_backward")
def test_attention_backward_dvalues(attempt: Attempt) -> None:
    """`dvalues` is right."""
    attempt.agrees("dvalues")


@check("attention_backward")
def test_attention_backward_dqueries(attempt: Attempt) -> None:
    """`dqueries` is right."""
    attempt.agrees("dqueries")


@check("attention_backward")
def test_attention_backward_dkeys(attempt: Attempt) -> None:
    """`dkeys` is right."""
    attempt.agrees("dkeys")


@check("attention_backward")
def test_attention_backward_gradient_check(attempt: Attempt) -> None:
    """All three together are the gradient of the forward."""
    attempt.is_gradient()


@check("attention_path")
def test_attention_path_direct(attempt: Attempt) -> None:
    """`direct` holds what reaches each state in all of its roles."""
    attempt.agrees("direct")


@check("attention_path")
def test_attention_path_total(attempt: Attempt) -> None:
    """`total` holds what reaches each state along all paths."""
    attempt.agrees("total")


@check("lyapunov_exponent", share=2)
def test_lyapunov_exponent_value(attempt: Attempt) -> None:
    """The exponent is right, whatever the length of the vector."""
    attempt.agrees("exponent")


@check("lyapunov_exponent", share=2)
def test_lyapunov_exponent_extreme(attempt: Attempt) -> None:
    """It is right for very long sequences, and nothing overflows."""
    attempt.agrees("exponent", kind="extreme")
    attempt.warns_of_nothing()


@check("lyapunov_exponent")
def test_lyapunov_exponent_refusal(attempt: Attempt) -> None:
    """The zero vector raises ValueError, at the start and on the way."""
    attempt.refuses("refused")


@check("teacher_forcing")
def test_teacher_forcing_loss(attempt: Attempt) -> None:
    """The loss is right, however the steps are mixed."""
    attempt.agrees("loss")


@check("teacher_forcing")
def test_teacher_forcing_forced(attempt: Attempt) -> None:
    """Loss and gradients are right where all steps are forced."""
    attempt.agrees("loss", kind="forced")
    attempt.agrees("gradients", kind="forced")


@check("teacher_forcing")
def test_teacher_forcing_free(attempt: Attempt) -> None:
    """Loss and gradients are right where the network runs free."""
    attempt.agrees("loss", kind="free")
    attempt.agrees("gradients", kind="free")


@check("teacher_forcing")
def test_teacher_forcing_gradients(attempt: Attempt) -> None:
    """The gradients are right, however the steps are mixed."""
    attempt.agrees("gradients")


@check("teacher_forcing")
def test_teacher_forcing_gradient_check(attempt: Attempt) -> None:
    """All gradients together are those of the loss."""
    attempt.is_gradient()


@check("gradient_check", share=2)
def test_gradient_check_verdicts(attempt: Attempt) -> None:
    """Right gradients are found right, and wrong ones wrong, steep or flat."""
    attempt.obeys(is_the_verdict)


@check("gradient_check")
def test_gradient_check_float32(attempt: Attempt) -> None:
    """So they are in float32."""
    attempt.obeys(is_the_verdict, kind="float32")


@check("gradient_check")
def test_gradient_check_kinks(attempt: Attempt) -> None:
    """A kink is found at x, and none far from one."""
    attempt.obeys(is_the_verdict, kind="kink")


@check("gradient_check")
def test_gradient_check_many(attempt: Attempt) -> None:
    """The verdict is right for very many elements, and after 20 values of f at most."""
    attempt.obeys(is_the_verdict, kind="many")
    attempt.obeys(asks_little)
    attempt.obeys(asks_little, kind="many")
