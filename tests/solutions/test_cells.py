"""The reference of `cells` against automatic differentiation, and the laws that it must obey."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from solutions.cells import (
    Array,
    Arrays,
    output_backward,
    rnn_backward,
    rnn_cell_backward,
    rnn_cell_forward,
    rnn_forward,
    rnn_loss_and_gradients,
    softmax,
)

MODEST = settings(deadline=None, max_examples=25)

Network = dict[str, Any]


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw sizes from 1, a seed and a scale; fill all arrays from the seed."""
    m, n = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    N, T = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    scale = draw(st.sampled_from([0.01, 0.3, 1.0, 2.0]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shapes = {"U": (n, m), "W": (n, n), "V": (m, n), "ba": (n, 1), "by": (m, 1)}
    return {
        "parameters": {name: scale * rng.normal(size=shape) for name, shape in shapes.items()},
        "x": rng.normal(size=(m, N, T)),
        "s0": rng.normal(size=(n, N)),
        "ds": rng.normal(size=(n, N, T)),
        "labels": rng.integers(0, m, (N, T)),
    }


# The same network once more, written for automatic differentiation.


def states_of(x: Any, s0: Any, p: Arrays) -> list[Any]:
    states = []
    for t in range(x.shape[2]):
        s0 = anp.tanh(anp.dot(p["U"], x[:, :, t]) + anp.dot(p["W"], s0) + p["ba"])
        states.append(s0)
    return states


def cross_entropy(s: Any, V: Any, by: Any, labels: Array) -> Any:
    z = anp.dot(V, s) + by
    z = z - anp.max(z, axis=0, keepdims=True)
    log_probabilities = z - anp.log(anp.sum(anp.exp(z), axis=0, keepdims=True))
    return -anp.mean(log_probabilities[labels, np.arange(labels.size)])


def assert_gradients(loss: Any, inputs: Arrays, claimed: Arrays) -> None:
    """Compare `d<name>` with the derivative of `loss(**inputs)` for each of the inputs."""
    assert set(claimed) == {f"d{name}" for name in inputs}
    for name, value in inputs.items():

        def of_one(changed: Any, name: str = name) -> Any:
            return loss(**{**inputs, name: changed})

        expected = grad(of_one)(value)
        assert claimed[f"d{name}"].shape == value.shape
        np.testing.assert_allclose(claimed[f"d{name}"], expected, rtol=1e-9, atol=1e-11)


@MODEST
@given(networks())
def test_cell_backward_is_the_gradient_of_one_step(network: Network) -> None:
    p, ds = network["parameters"], network["ds"][:, :, 0]
    x_t, s_prev = network["x"][:, :, 0], network["s0"]

    def loss(x_t: Any, s_prev: Any, U: Any, W: Any, ba: Any) -> Any:
        step = states_of(x_t[:, :, None], s_prev, {"U": U, "W": W, "ba": ba})
        return anp.sum(ds * step[0])

    inputs = {"x_t": x_t, "s_prev": s_prev, "U": p["U"], "W": p["W"], "ba": p["ba"]}
    cache = rnn_cell_forward(x_t, s_prev, p)[2]
    assert_gradients(loss, inputs, rnn_cell_backward(ds, cache))


@MODEST
@given(networks())
def test_backward_is_the_gradient_of_the_sequence(network: Network) -> None:
    p, ds = network["parameters"], network["ds"]

    def loss(x: Any, s0: Any, U: Any, W: Any, ba: Any) -> Any:
        states = states_of(x, s0, {"U": U, "W": W, "ba": ba})
        return sum(anp.sum(ds[:, :, t] * s) for t, s in enumerate(states))

    inputs = {"x": network["x"], "s0": network["s0"], "U": p["U"], "W": p["W"], "ba": p["ba"]}
    caches = rnn_forward(network["x"], network["s0"], p)[2]
    assert_gradients(loss, inputs, rnn_backward(ds, caches))


@MODEST
@given(networks())
def test_output_backward_is_the_gradient_of_the_cross_entropy(network: Network) -> None:
    p, s, labels = network["parameters"], network["s0"], network["labels"][:, 0]

    def loss(s: Any, V: Any, by: Any) -> Any:
        return cross_entropy(s, V, by, labels)

    claimed = output_backward(softmax(p["V"] @ s + p["by"]), labels, s, p["V"])
    assert_gradients(loss, {"s": s, "V": p["V"], "by": p["by"]}, claimed)


@MODEST
@given(networks())
def test_loss_and_gradients_are_those_of_the_whole_network(network: Network) -> None:
    labels = network["labels"]
    inputs = {"x": network["x"], "s0": network["s0"], **network["parameters"]}

    def loss(x: Any, s0: Any, U: Any, W: Any, V: Any, ba: Any, by: Any) -> Any:
        states = states_of(x, s0, {"U": U, "W": W, "ba": ba})
        return sum(cross_entropy(s, V, by, labels[:, t]) for t, s in enumerate(states))

    value, claimed = rnn_loss_and_gradients(
        network["x"], labels, network["s0"], network["parameters"]
    )
    assert type(value) is float
    assert value == pytest.approx(float(loss(**inputs)), rel=1e-12)
    assert_gradients(loss, inputs, claimed)


@MODEST
@given(networks())
def test_forward_gives_every_state_and_its_prediction(network: Network) -> None:
    p = network["parameters"]
    s, y, _ = rnn_forward(network["x"], network["s0"], p)
    expected = np.stack(states_of(network["x"], network["s0"], p), axis=2)
    np.testing.assert_allclose(s, expected, rtol=1e-12)
    logits = np.einsum("mn,nbt->mbt", p["V"], expected) + p["by"][:, :, None]
    odds = np.exp(logits)
    np.testing.assert_allclose(y, odds / odds.sum(axis=0), rtol=1e-9)


@MODEST
@given(networks(), st.floats(-3, 3), st.integers(0, 2**32 - 1))
def test_backward_is_linear_in_what_arrives(network: Network, factor: float, seed: int) -> None:
    caches = rnn_forward(network["x"], network["s0"], network["parameters"])[2]
    one, other = network["ds"], np.random.default_rng(seed).normal(size=network["ds"].shape)
    together = rnn_backward(one + factor * other, caches)
    first, second = rnn_backward(one, caches), rnn_backward(other, caches)
    for name, gradient in together.items():
        expected = first[name] + factor * second[name]
        np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-9)


LOGITS = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=6),
    elements=st.floats(-1000, 1000),
)


@MODEST
@given(LOGITS)
def test_softmax_gives_probabilities_for_logits_of_any_size(z: Array) -> None:
    probabilities = softmax(z)
    assert probabilities.shape == z.shape
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=0), 1, rtol=1e-12)
    order = np.argsort(z, axis=0)
    assert (np.diff(np.take_along_axis(probabilities, order, axis=0), axis=0) >= 0).all()


@MODEST
@given(LOGITS, st.floats(-1000, 1000))
def test_softmax_does_not_mind_a_shift(z: Array, shift: float) -> None:
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-9, atol=1e-12)


@MODEST
@given(networks())
def test_nothing_is_modified(network: Network) -> None:
    p = network["parameters"]
    before = {name: value.copy() for name, value in p.items()}
    before |= {name: network[name].copy() for name in ("x", "s0", "ds", "labels")}
    y, caches = rnn_forward(network["x"], network["s0"], p)[1:]
    predictions = y[:, :, 0].copy()
    rnn_backward(network["ds"], caches)
    output_backward(y[:, :, 0], network["labels"][:, 0], network["s0"], p["V"])
    rnn_loss_and_gradients(network["x"], network["labels"], network["s0"], p)
    np.testing.assert_array_equal(y[:, :, 0], predictions)
    for name, value in before.items():
        np.testing.assert_array_equal({**network, **p}[name], value)


def test_the_published_numbers_of_seed_one() -> None:
    rng = np.random.RandomState(1)
    x, s0 = rng.randn(3, 1, 4), rng.randn(5, 1)
    shapes = {"W": (5, 5), "U": (5, 3), "V": (3, 5), "ba": (5, 1), "by": (3, 1)}
    parameters = {name: rng.randn(*shape) for name, shape in shapes.items()}
    gradients = rnn_backward(rng.randn(5, 1, 4), rnn_forward(x, s0, parameters)[2])
    published = {
        "dba": [0.02851001, 0.39449393, 0.35633039, -0.06492795, 0.33991813],
        "ds0": [-0.04446273, -0.48089235, -0.20806299, 0.05651028, 0.24527145],
        "dx": [6.07961714e-02, 6.51523342e-02, 1.35284158e-02, -4.17389120e-01],
        "dU": [-7.75341202e-02, 1.14056089e-03, -1.39468435e-01],
        "dW": [0.78119033, 0.74650186, 0.34013264, -0.31155225, 0.6784628],
    }
    shown = {
        "dba": gradients["dba"][:, 0],
        "ds0": gradients["ds0"][:, 0],
        "dx": gradients["dx"][0, 0, :],
        "dU": gradients["dU"][0],
        "dW": gradients["dW"][4],
    }
    for name, numbers in published.items():
        np.testing.assert_allclose(shown[name], numbers, atol=1e-8, err_msg=name)
