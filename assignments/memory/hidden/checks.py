"""The checks of `memory`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from assignments.memory.hidden import laws
from autograder.authoring import Attempt, check


@check("one_hot")
def test_one_hot_values(attempt: Attempt) -> None:
    """Every token becomes a column with a single one."""
    attempt.agrees("columns")


@check("one_hot")
def test_one_hot_refusals(attempt: Attempt) -> None:
    """A token that does not exist is refused with a `ValueError` that contains it."""
    attempt.refuses("refused")


@check("batches", share=3)
def test_batches_recall(attempt: Attempt) -> None:
    """Sentences of recall end as they began, and every label is the next token."""
    attempt.obeys(laws.are_sentences)


@check("batches", share=3)
def test_batches_agreement(attempt: Attempt) -> None:
    """Verbs agree with the first noun, and every label is the next token."""
    attempt.obeys(laws.are_sentences, kind="agreement")


@check("batches")
def test_batches_mask(attempt: Attempt) -> None:
    """The mask is true at the last step alone, in both languages."""
    attempt.obeys(laws.marks_the_last_step)
    attempt.obeys(laws.marks_the_last_step, kind="agreement")


@check("batches", share=2)
def test_batches_chance(attempt: Attempt) -> None:
    """All that may be drawn is drawn equally often, and all randomness comes from `rng`."""
    attempt.obeys(laws.is_drawn_evenly, kind="chance")


@check("batches")
def test_batches_refusal(attempt: Attempt) -> None:
    """Another language is refused with a `ValueError` that contains its name."""
    attempt.refuses("refused")


@check("new_model", share=3)
def test_new_model_parameters(attempt: Attempt) -> None:
    """All parameters are there, under their names and in their shapes."""
    attempt.obeys(laws.has_all_parameters)


@check("new_model", share=2)
def test_new_model_biases(attempt: Attempt) -> None:
    """The biases are as the description says."""
    attempt.obeys(laws.has_its_biases)


@check("new_model", share=2)
def test_new_model_weights(attempt: Attempt) -> None:
    """The weights are uniform within their bounds, and all randomness comes from `rng`."""
    attempt.obeys(laws.is_drawn_uniformly)


@check("new_model")
def test_new_model_refusal(attempt: Attempt) -> None:
    """Another kind is refused with a `ValueError` that contains it."""
    attempt.refuses("refused")


@check("model_forward")
def test_model_forward_rnn(attempt: Attempt) -> None:
    """The logits of the plain network are right at every step."""
    attempt.agrees("logits")


@check("model_forward")
def test_model_forward_lstm(attempt: Attempt) -> None:
    """The logits of the LSTM are right at every step."""
    attempt.agrees("logits", kind="lstm")


@check("model_backward", share=2)
def test_model_backward_rnn(attempt: Attempt) -> None:
    """The gradients of all parameters of the plain network are right."""
    attempt.agrees("gradients")


@check("model_backward", share=3)
def test_model_backward_lstm(attempt: Attempt) -> None:
    """The gradients of all parameters of the LSTM are right."""
    attempt.agrees("gradients", kind="lstm")


@check("model_backward")
def test_model_backward_gradient_check(attempt: Attempt) -> None:
    """The gradients together are those of `model_forward`."""
    attempt.is_gradient()


@check("loss_and_gradients", share=1.5)
def test_loss_and_gradients_loss(attempt: Attempt) -> None:
    """The loss is the mean over the steps that count."""
    attempt.agrees("loss")


@check("loss_and_gradients", share=1.5)
def test_loss_and_gradients_gradients(attempt: Attempt) -> None:
    """The gradients are those of this loss."""
    attempt.agrees("gradients")


@check("loss_and_gradients")
def test_loss_and_gradients_extreme(attempt: Attempt) -> None:
    """With logits of ±1000, too, both are right."""
    attempt.agrees("loss", kind="extreme")
    attempt.agrees("gradients", kind="extreme")


@check("train", share=2)
def test_train_losses(attempt: Attempt) -> None:
    """Each loss is that of the step's batch, before the step is taken; each batch is new."""
    attempt.agrees("losses")
    attempt.obeys(laws.draws_anew, kind="fresh")


@check("train", share=2)
def test_train_norms(attempt: Attempt) -> None:
    """Each norm is that of all gradients together, before they are clipped."""
    attempt.agrees("norms")
    attempt.agrees("norms", kind="clipped")


@check("train", share=3)
def test_train_model(attempt: Attempt) -> None:
    """After a few steps all parameters are where gradient descent takes them."""
    attempt.agrees("model", only="parameters")


@check("train", share=2)
def test_train_clipping(attempt: Attempt) -> None:
    """Gradients that are too long are shortened, all by one factor, and shorter ones are not."""
    attempt.agrees("model", kind="clipped", only="parameters")


@check("train", share=6)
def test_train_learns(attempt: Attempt) -> None:
    """After 400 steps an LSTM recalls what it read 20 steps ago, in 95 of 100 sentences."""
    attempt.obeys(laws.has_learnt, kind="learns")


@check("train")
def test_train_arguments(attempt: Attempt) -> None:
    """The model that is handed over stays as it was, and the one that comes back is trained."""
    attempt.agrees("model", only="parameters")
    attempt.leaves_arguments_alone()


@check("accuracy_by_distance", share=3)
def test_accuracy_by_distance_shares(attempt: Attempt) -> None:
    """The shares are exact where only one sentence is possible."""
    attempt.agrees("shares")


@check("accuracy_by_distance", share=2)
def test_accuracy_by_distance_chance(attempt: Attempt) -> None:
    """A network that always says the same thing is right as often as chance would have it."""
    attempt.obeys(laws.is_near_its_share, kind="chance")


@check("accuracy_by_distance")
def test_accuracy_by_distance_arguments(attempt: Attempt) -> None:
    """The task that is handed over stays as it was, and the shares are right."""
    attempt.agrees("shares")
    attempt.leaves_arguments_alone()


@check("sample", share=3)
def test_sample_greedy(attempt: Attempt) -> None:
    """At temperature 0 the most probable token is taken, and read in its turn."""
    attempt.agrees("tokens")


@check("sample", share=2)
def test_sample_cold(attempt: Attempt) -> None:
    """A very small temperature is no trouble, nor is a length of 0."""
    attempt.agrees("tokens", kind="cold")


@check("sample", share=2)
def test_sample_frequencies(attempt: Attempt) -> None:
    """At other temperatures, tokens are as frequent as their probabilities say."""
    attempt.obeys(laws.follows_the_probabilities, kind="chance")


@check("sample")
def test_sample_chance(attempt: Attempt) -> None:
    """All randomness comes from `rng`."""
    attempt.obeys(laws.samples_from_rng, kind="chance")
