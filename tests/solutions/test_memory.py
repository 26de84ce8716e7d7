"""The reference of `memory` against automatic differentiation, its laws, and what training does."""

from __future__ import annotations

import copy
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.cells import rnn_forward
from solutions.gates import lstm_forward
from solutions.memory import (
    Array,
    Arrays,
    Model,
    accuracy_by_distance,
    batches,
    loss_and_gradients,
    model_backward,
    model_forward,
    new_model,
    one_hot,
    sample,
    train,
)

MODEST = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)
KINDS = st.sampled_from(["rnn", "lstm"])
RECALL = {"language": "recall", "symbols": 4, "distance": 20}
AGREEMENT = {"language": "agreement", "nouns": 3, "distance": 6}


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a kind, sizes from 1, a seed and a scale; fill all arrays from the seed."""
    kind, rng = draw(KINDS), np.random.default_rng(draw(SEEDS))
    m, n, q = (draw(st.integers(1, 5)) for _ in range(3))
    N, T = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    scale = draw(st.sampled_from([0.1, 1.0, 3.0]))
    model = new_model(kind, m, n, q, rng)
    for value in model["parameters"].values():
        value[:] = scale * rng.normal(size=value.shape)
    return {"model": model, "x": rng.normal(size=(m, N, T)), "dlogits": rng.normal(size=(q, N, T))}


@st.composite
def language_models(draw: st.DrawFn) -> tuple[Model, Array, Array, Array]:
    """Draw a network that reads and predicts the same tokens, with tokens, labels and a mask."""
    rng, size = np.random.default_rng(draw(SEEDS)), draw(st.integers(1, 5))
    N, T = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    model = new_model(draw(KINDS), size, draw(st.integers(1, 5)), size, rng)
    tokens, labels = rng.integers(0, size, (2, N, T))
    mask = rng.random((N, T)) < 0.5
    mask[rng.integers(N), rng.integers(T)] = True
    return model, tokens, labels, mask


# The same networks once more, written for automatic differentiation.


def logits_of(kind: str, x: Array, p: Any) -> list[Any]:
    def before(gate: str, bias: str, t: int, h: Any) -> Any:
        return anp.dot(p[f"U{gate}"], x[:, :, t]) + anp.dot(p[f"W{gate}"], h) + p[bias]

    h = c = np.zeros((p["V"].shape[1], x.shape[1]))
    logits = []
    for t in range(x.shape[2]):
        if kind == "rnn":
            h = anp.tanh(before("", "ba", t, h))
        else:
            f, i, o = (1 / (1 + anp.exp(-before(gate, f"b{gate}", t, h))) for gate in "fio")
            c = f * c + i * anp.tanh(before("c", "bc", t, h))
            h = o * anp.tanh(c)
        logits.append(anp.dot(p["V"], h) + p["by"])
    return logits


def assert_gradients(loss: Any, parameters: Arrays, claimed: Arrays) -> None:
    """Compare `d<name>` with the derivative of `loss(parameters)` for each of them."""
    assert set(claimed) == {f"d{name}" for name in parameters}
    expected = grad(loss)(parameters)
    for name, value in parameters.items():
        assert claimed[f"d{name}"].shape == value.shape
        np.testing.assert_allclose(claimed[f"d{name}"], expected[name], rtol=1e-8, atol=1e-10)


@MODEST
@given(networks())
def test_backward_is_the_gradient_of_forward(network: dict[str, Any]) -> None:
    model, x, dlogits = network["model"], network["x"], network["dlogits"]

    def loss(parameters: Any) -> Any:
        logits = logits_of(model["kind"], x, parameters)
        return sum(anp.sum(dlogits[:, :, t] * z) for t, z in enumerate(logits))

    cache = model_forward(model, x)[1]
    assert_gradients(loss, model["parameters"], model_backward(model, dlogits, cache))


@MODEST
@given(networks())
def test_forward_is_that_of_the_cells_before(network: dict[str, Any]) -> None:
    model, x = network["model"], network["x"]
    p = model["parameters"]
    start = np.zeros((p["V"].shape[1], x.shape[1]))
    if model["kind"] == "rnn":
        h = rnn_forward(x, start, p)[0]
    else:
        h = lstm_forward(x, start, start, p)[0]
    expected = np.einsum("qn,nbt->qbt", p["V"], h) + p["by"][:, :, None]
    np.testing.assert_allclose(model_forward(model, x)[0], expected, rtol=1e-9, atol=1e-11)


@MODEST
@given(language_models())
def test_loss_and_gradients_are_those_of_the_marked_steps(
    drawn: tuple[Model, Array, Array, Array],
) -> None:
    model, tokens, labels, mask = drawn
    x = one_hot(tokens, len(model["parameters"]["V"]))

    def loss(parameters: Any) -> Any:
        losses = [
            anp.log(anp.sum(anp.exp(z[:, example]))) - z[labels[example, t], example]
            for t, z in enumerate(logits_of(model["kind"], x, parameters))
            for example in np.flatnonzero(mask[:, t])
        ]
        return sum(losses) / len(losses)

    value, claimed = loss_and_gradients(model, tokens, labels, mask)
    assert type(value) is float
    assert value == pytest.approx(float(loss(model["parameters"])), rel=1e-10, abs=1e-12)
    assert_gradients(loss, model["parameters"], claimed)


@MODEST
@given(language_models())
def test_the_loss_is_finite_for_large_logits(drawn: tuple[Model, Array, Array, Array]) -> None:
    model, tokens, labels, mask = drawn
    model["parameters"]["by"][0] = 1e4
    value, gradients = loss_and_gradients(model, tokens, labels, mask)
    assert np.isfinite(value)
    assert all(np.isfinite(gradient).all() for gradient in gradients.values())


# ------------------------------------------------------------------------------------- the data


@MODEST
@given(st.integers(1, 6), SEEDS)
def test_one_hot_marks_the_token(size: int, seed: int) -> None:
    tokens = np.random.default_rng(seed).integers(0, size, (3, 4))
    x = one_hot(tokens, size)
    assert x.shape == (size, 3, 4) and x.dtype == np.float64
    np.testing.assert_array_equal(x.argmax(axis=0), tokens)
    np.testing.assert_array_equal(np.sort(x, axis=0)[-1], 1)
    assert x.sum() == tokens.size


@pytest.mark.parametrize("wrong", [-1, 4, 17])
def test_one_hot_refuses_other_tokens(wrong: int) -> None:
    with pytest.raises(ValueError, match=str(wrong)):
        one_hot(np.array([[0, 3], [wrong, 2]]), 4)


@MODEST
@given(st.integers(1, 5), st.integers(1, 8), st.integers(1, 6), SEEDS)
def test_sentences_of_recall(k: int, distance: int, count: int, seed: int) -> None:
    task = {"language": "recall", "symbols": k, "distance": distance}
    tokens, labels, mask = batches(task, count, np.random.default_rng(seed))
    assert tokens.shape == labels.shape == mask.shape == (count, distance + 1)
    np.testing.assert_array_equal(tokens[:, 1:], labels[:, :-1])
    assert ((tokens[:, 0] >= 0) & (tokens[:, 0] < k)).all()
    assert ((tokens[:, 1:-1] >= k) & (tokens[:, 1:-1] < 2 * k)).all()
    assert (tokens[:, -1] == 2 * k).all()
    np.testing.assert_array_equal(labels[:, -1], tokens[:, 0])
    assert mask.dtype == bool and mask[:, -1].all() and not mask[:, :-1].any()


@MODEST
@given(st.integers(1, 4), st.integers(0, 4), st.integers(1, 6), SEEDS)
def test_sentences_of_agreement(k: int, half: int, count: int, seed: int) -> None:
    task = {"language": "agreement", "nouns": k, "distance": 2 * half}
    tokens, labels, mask = batches(task, count, np.random.default_rng(seed))
    assert tokens.shape == labels.shape == mask.shape == (count, 2 * half + 1)
    np.testing.assert_array_equal(tokens[:, 1:], labels[:, :-1])
    assert (tokens[:, ::2] >= 0).all() and (tokens[:, ::2] < 2 * k).all()
    assert (tokens[:, 1::2] == 2 * k).all()
    np.testing.assert_array_equal(labels[:, -1] == 2 * k + 2, tokens[:, 0] >= k)
    assert np.isin(labels[:, -1], [2 * k + 1, 2 * k + 2]).all()
    assert mask[:, -1].all() and not mask[:, :-1].any()


@pytest.mark.parametrize("task", [RECALL, AGREEMENT])
def test_every_word_is_drawn_by_itself_and_as_often(task: dict[str, Any]) -> None:
    tokens = batches(task, 20_000, np.random.default_rng(0))[0]
    places = (0, 5, 6) if task is RECALL else (0, 2, 4)
    drawn = [tokens[:, place] - tokens[:, place].min() for place in places]
    kinds = int(drawn[0].max()) + 1
    assert kinds == (4 if task is RECALL else 6)
    for a, b in [(drawn[0], drawn[1]), (drawn[1], drawn[2]), (drawn[0], drawn[2])]:
        pairs = np.bincount(kinds * a + b, minlength=kinds**2) / len(a)
        np.testing.assert_allclose(pairs, 1 / kinds**2, atol=0.01)  # 6 deviations


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="Volapük"):
        batches({**RECALL, "language": "Volapük"}, 2, np.random.default_rng(0))


# ---------------------------------------------------------------------------------- the networks


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
def test_a_new_model_is_uniform_within_its_bounds(kind: str) -> None:
    parameters = new_model(kind, 50, 80, 60, np.random.default_rng(0))["parameters"]
    gates = "fioc" if kind == "lstm" else [""]
    matrices = {"V": (60, 80)}
    for gate in gates:
        matrices |= {f"U{gate}": (80, 50), f"W{gate}": (80, 80)}
    biases = {f"b{gate or 'a'}": 80 for gate in gates} | {"by": 60}
    assert set(parameters) == set(matrices) | set(biases)
    for name, shape in matrices.items():
        scaled = parameters[name] * np.sqrt(shape[1])
        assert scaled.shape == shape and np.abs(scaled).max() <= 1
        assert abs(scaled.mean()) < 0.06
        assert scaled.std() == pytest.approx(3**-0.5, rel=0.05)
    for name, rows in biases.items():
        np.testing.assert_array_equal(parameters[name], np.full((rows, 1), 3 * (name == "bf")))
    values = [float(parameters[name][0, 0]) for name in matrices]
    assert len(set(values)) == len(values)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="gru"):
        new_model("gru", 2, 3, 4, np.random.default_rng(0))


def a_latch(symbols: int) -> Model:
    """Return a plain network, made by hand, that recalls over any distance."""
    model = new_model("rnn", 2 * symbols + 1, symbols, 2 * symbols + 1, np.random.default_rng(0))
    for value in model["parameters"].values():
        value[:] = 0
    model["parameters"]["W"] += 3 * np.eye(symbols)
    model["parameters"]["U"][:, :symbols] = 3 * np.eye(symbols)
    model["parameters"]["V"][:symbols] = 9 * np.eye(symbols)
    return model


def test_accuracy_of_networks_made_by_hand() -> None:
    rng = np.random.default_rng(0)
    assert (
        accuracy_by_distance(a_latch(3), {**RECALL, "symbols": 3}, [1, 9, 30], 50, rng) == 1
    ).all()
    one_answer = a_latch(4)
    one_answer["parameters"]["by"][2] = 100
    shares = accuracy_by_distance(one_answer, RECALL, [3, 1], 10_000, rng)
    assert shares.shape == (2,)
    np.testing.assert_allclose(shares, 0.25, atol=0.03)


# -------------------------------------------------------------------------------------- training


@MODEST
@given(KINDS, st.sampled_from([0.01, 0.5, np.inf]), SEEDS)
def test_one_step_goes_against_the_clipped_gradient(kind: str, max_norm: float, seed: int) -> None:
    model = new_model(kind, 9, 5, 9, np.random.default_rng(seed))
    history = train(model, AGREEMENT, 1, 0.3, max_norm, np.random.default_rng(seed))
    batch = batches(AGREEMENT, 32, np.random.default_rng(seed))
    loss, gradients = loss_and_gradients(model, *batch)
    norm = float(np.sqrt(sum(np.sum(gradient**2) for gradient in gradients.values())))
    assert history["losses"] == pytest.approx([loss]) and history["norms"] == pytest.approx([norm])
    for name, value in history["model"]["parameters"].items():
        step = 0.3 * gradients[f"d{name}"] * min(1, max_norm / norm)
        np.testing.assert_allclose(value, model["parameters"][name] - step, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
def test_training_goes_on_where_it_stopped(kind: str) -> None:
    model = new_model(kind, 9, 5, 9, np.random.default_rng(1))
    at_once = train(model, AGREEMENT, 5, 0.3, 1.0, np.random.default_rng(2))
    rng = np.random.default_rng(2)
    first = train(model, AGREEMENT, 2, 0.3, 1.0, rng)
    second = train(first["model"], AGREEMENT, 3, 0.3, 1.0, rng)
    for name in ("losses", "norms"):
        assert at_once[name].shape == (5,)
        np.testing.assert_allclose(np.concatenate([first[name], second[name]]), at_once[name])
    for name, value in at_once["model"]["parameters"].items():
        np.testing.assert_allclose(second["model"]["parameters"][name], value)


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
def test_nothing_is_modified(kind: str) -> None:
    rng = np.random.default_rng(0)
    model, task = new_model(kind, 9, 5, 9, rng), dict(AGREEMENT)
    before = copy.deepcopy(model)
    train(model, task, 3, 0.3, 1.0, rng)
    accuracy_by_distance(model, task, [2, 4], 5, rng)
    prompt = [0, 6]
    sample(model, prompt, 3, 1.0, rng)
    assert task == AGREEMENT and prompt == [0, 6] and model["kind"] == kind
    for name, value in before["parameters"].items():
        np.testing.assert_array_equal(model["parameters"][name], value)


@pytest.mark.parametrize("seed", [0, 1])
def test_gates_remember_where_the_plain_network_does_not(seed: int) -> None:
    accuracy = {}
    for kind in ("lstm", "rnn"):
        rng = np.random.default_rng(seed)
        trained = train(new_model(kind, 9, 32, 9, rng), RECALL, 400, 0.3, 1.0, rng)["model"]
        accuracy[kind] = accuracy_by_distance(trained, RECALL, [20], 500, rng)[0]
    assert accuracy["lstm"] > 0.95 and accuracy["rnn"] < 0.4


def test_a_large_start_learns_only_with_clipping() -> None:
    """On average: such a start is chaotic, and the last digits are those of the machine."""

    def accuracy(seed: int, max_norm: float) -> float:
        rng = np.random.default_rng(seed)
        model = new_model("rnn", 9, 32, 9, rng)
        model["parameters"]["W"] *= 4
        trained = train(model, RECALL, 400, 0.3, max_norm, rng)["model"]
        return accuracy_by_distance(trained, RECALL, [20], 500, rng)[0]

    seeds = range(4)
    assert np.mean([accuracy(seed, 1.0) for seed in seeds]) > 0.8
    assert np.mean([accuracy(seed, np.inf) for seed in seeds]) < 0.6


# -------------------------------------------------------------------------------------- sampling


@MODEST
@given(language_models(), SEEDS)
def test_without_temperature_the_largest_logit_wins(
    drawn: tuple[Model, Array, Array, Array], seed: int
) -> None:
    model, tokens, *_ = drawn
    prompt = [int(token) for token in tokens[0]]
    added = sample(model, prompt, 4, 0, np.random.default_rng(seed))
    assert added.shape == (4,) and added.dtype.kind == "i"
    sentence = np.array([[*prompt, *added]])
    logits = model_forward(model, one_hot(sentence, len(model["parameters"]["V"])))[0]
    np.testing.assert_array_equal(logits[:, 0, len(prompt) - 1 : -1].argmax(axis=0), added)
    cold = sample(model, prompt, 4, 1e-9, np.random.default_rng(seed))
    np.testing.assert_array_equal(cold, added)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_frequencies_follow_the_probabilities(temperature: float) -> None:
    rng = np.random.default_rng(3)
    model = new_model("rnn", 3, 4, 3, rng)
    model["parameters"]["V"] *= 4
    drawn = np.stack([sample(model, [1, 0], 2, temperature, rng) for _ in range(4000)])
    for first in (None, 0, 1, 2):
        known = [1, 0] if first is None else [1, 0, first]
        seen = drawn[:, 0] if first is None else drawn[drawn[:, 0] == first, 1]
        logits = model_forward(model, one_hot(np.array([known]), 3))[0][:, 0, -1]
        weights = np.exp(logits / temperature)
        shares = np.bincount(seen, minlength=3) / len(seen)
        np.testing.assert_allclose(shares, weights / weights.sum(), atol=3 / np.sqrt(len(seen)))


def test_chance_comes_from_the_generator() -> None:
    model = new_model("lstm", 9, 4, 9, np.random.default_rng(0))
    runs = [sample(model, [0], 30, 1.0, np.random.default_rng(seed)).tolist() for seed in (5, 5, 6)]
    assert runs[0] == runs[1] != runs[2]
    assert sample(model, [0], 0, 1.0, np.random.default_rng(0)).shape == (0,)
