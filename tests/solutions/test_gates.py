"""The reference of `gates` against automatic differentiation, and the laws that it must obey."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad, jacobian
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from solutions import gates
from solutions.cells import rnn_cell_backward, rnn_cell_forward, rnn_forward
from solutions.gates import (
    Array,
    Arrays,
    cell_state_jacobian,
    gru_backward,
    gru_cell_backward,
    gru_cell_forward,
    gru_forward,
    lstm_backward,
    lstm_cell_backward,
    lstm_cell_forward,
    lstm_forward,
    parameter_count,
    sigmoid,
)

MODEST = settings(deadline=None, max_examples=25)
FEW = settings(deadline=None, max_examples=6)

LSTM, GRU = "fioc", "urh"

Network = dict[str, Any]


def parameters_of(blocks: str, m: int, n: int, rng: Any, scale: float = 1.0) -> Arrays:
    shapes = {"W": (n, n), "U": (n, m), "b": (n, 1)}
    return {
        kind + block: scale * rng.normal(size=shape)
        for kind, shape in shapes.items()
        for block in blocks
    }


@st.composite
def networks(draw: st.DrawFn, blocks: str) -> Network:
    """Draw sizes from 1, a seed and a scale; fill all arrays from the seed."""
    m, n = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    N, T = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    scale = draw(st.sampled_from([0.01, 0.3, 1.0, 2.0]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return {
        "parameters": parameters_of(blocks, m, n, rng, scale),
        "x": rng.normal(size=(m, N, T)),
        "h0": rng.normal(size=(n, N)),
        "c0": 2 * rng.normal(size=(n, N)),
        "dh": rng.normal(size=(n, N, T)),
        "dc": rng.normal(size=(n, N)),
    }


@contextmanager
def no_warning() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


# The same cells once more, written for automatic differentiation. Here all blocks of a cell are one
# matrix product with the weights and the inputs stacked, and the gates are made with tanh.


def gate(z: Any) -> Any:
    return (anp.tanh(z / 2) + 1) / 2


def stacked(p: Any, blocks: str, h: Any, x: Any) -> list[Any]:
    rows = [anp.concatenate([p["W" + b], p["U" + b], p["b" + b]], axis=1) for b in blocks]
    columns = anp.concatenate([h, x, np.ones((1, x.shape[1]))], axis=0)
    product = anp.dot(anp.concatenate(rows, axis=0), columns)
    n = h.shape[0]
    return [product[k * n : (k + 1) * n] for k in range(len(blocks))]


def lstm_states(x: Any, h: Any, c: Any, p: Any) -> list[tuple[Any, Any]]:
    states = []
    for t in range(x.shape[2]):
        f, i, o, candidate = stacked(p, LSTM, h, x[:, :, t])
        c = gate(f) * c + gate(i) * anp.tanh(candidate)
        h = gate(o) * anp.tanh(c)
        states.append((h, c))
    return states


def gru_states(x: Any, h: Any, p: Any) -> list[Any]:
    states = []
    for t in range(x.shape[2]):
        u, r = (gate(z) for z in stacked(p, "ur", h, x[:, :, t]))
        (candidate,) = stacked(p, "h", r * h, x[:, :, t])
        h = h + u * (anp.tanh(candidate) - h)
        states.append(h)
    return states


def assert_gradients(loss: Any, inputs: Arrays, claimed: Arrays) -> None:
    """Compare `d<name>` with the derivative of `loss(inputs)` for each of the inputs."""
    assert set(claimed) == {f"d{name}" for name in inputs}
    expected = grad(loss)(inputs)
    for name, value in inputs.items():
        assert claimed[f"d{name}"].shape == value.shape
        np.testing.assert_allclose(
            claimed[f"d{name}"], expected[name], rtol=1e-9, atol=1e-11, err_msg=name
        )


# -------------------------------------------------------------------------------------- the sigmoid

NUMBERS = arrays(
    np.float64,
    array_shapes(min_dims=0, max_dims=4, max_side=4),
    elements=st.floats(-1000, 1000),
)


@MODEST
@given(NUMBERS)
def test_sigmoid_is_right_for_numbers_of_any_size(z: Array) -> None:
    with no_warning():
        value = sigmoid(z)
    assert np.shape(value) == z.shape
    np.testing.assert_allclose(value, gate(z), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(sigmoid(-z), 1 - value, rtol=1e-9, atol=1e-15)


@MODEST
@given(st.floats(-700, 0))
def test_sigmoid_keeps_its_digits_where_it_is_small(z: float) -> None:
    assert float(sigmoid(np.array(z))) == pytest.approx(np.exp(z) / (1 + np.exp(z)), rel=1e-12)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_sigmoid_is_exact_where_it_is_saturated(dtype: str) -> None:
    z = np.array([[1000, -1000, 0], [1e30, -1e30, 1000]], dtype=dtype)
    with no_warning():
        value = sigmoid(z)
    np.testing.assert_array_equal(value, [[1, 0, 0.5], [1, 0, 1]])
    assert value.dtype == dtype


def test_sigmoid_of_infinity() -> None:
    with no_warning():
        np.testing.assert_array_equal(sigmoid(np.array([np.inf, -np.inf])), [1, 0])


# ----------------------------------------------------------------------------------------- the LSTM


@MODEST
@given(networks(LSTM))
def test_lstm_forward_gives_every_state(network: Network) -> None:
    x, h0, c0, p = (network[name] for name in ("x", "h0", "c0", "parameters"))
    h, c, _ = lstm_forward(x, h0, c0, p)
    expected = lstm_states(x, h0, c0, p)
    np.testing.assert_allclose(
        h, np.stack([state[0] for state in expected], axis=2), rtol=1e-9, atol=1e-12
    )
    np.testing.assert_allclose(
        c, np.stack([state[1] for state in expected], axis=2), rtol=1e-9, atol=1e-12
    )
    h_next, c_next, _ = lstm_cell_forward(x[:, :, 0], h0, c0, p)
    np.testing.assert_array_equal(h_next, h[:, :, 0])
    np.testing.assert_array_equal(c_next, c[:, :, 0])


@MODEST
@given(networks(LSTM))
def test_lstm_cell_backward_is_the_gradient_of_one_step(network: Network) -> None:
    dh, dc, p = network["dh"][:, :, 0], network["dc"], network["parameters"]
    inputs = {"x_t": network["x"][:, :, 0], "h_prev": network["h0"], "c_prev": network["c0"], **p}

    def loss(v: Any) -> Any:
        ((h, c),) = lstm_states(v["x_t"][:, :, None], v["h_prev"], v["c_prev"], v)
        return anp.sum(dh * h) + anp.sum(dc * c)

    cache = lstm_cell_forward(inputs["x_t"], inputs["h_prev"], inputs["c_prev"], p)[2]
    assert_gradients(loss, inputs, lstm_cell_backward(dh, dc, cache))


@MODEST
@given(networks(LSTM))
def test_lstm_backward_is_the_gradient_of_the_sequence(network: Network) -> None:
    dh, p = network["dh"], network["parameters"]
    inputs = {**{name: network[name] for name in ("x", "h0", "c0")}, **p}

    def loss(v: Any) -> Any:
        states = lstm_states(v["x"], v["h0"], v["c0"], v)
        return sum(anp.sum(dh[:, :, t] * h) for t, (h, _) in enumerate(states))

    caches = lstm_forward(inputs["x"], inputs["h0"], inputs["c0"], p)[2]
    assert_gradients(loss, inputs, lstm_backward(dh, caches))


@FEW
@given(networks(LSTM))
def test_an_open_forget_gate_copies_the_cell_for_a_thousand_steps(network: Network) -> None:
    n, m = network["parameters"]["Uf"].shape
    N = network["h0"].shape[1]
    closed = {"bf": np.full((n, 1), 1000.0), "bi": np.full((n, 1), -1000.0)}
    x = np.random.default_rng(0).normal(size=(m, N, 1000))
    with no_warning():
        _, c, caches = lstm_forward(x, network["h0"], network["c0"], network["parameters"] | closed)
        dh = np.zeros((n, N, 1000))
        dh[:, :, -1] = network["dh"][:, :, 0]
        gradients = lstm_backward(dh, caches)
    np.testing.assert_array_equal(c, np.broadcast_to(network["c0"][:, :, None], c.shape))
    assert all(np.isfinite(gradient).all() for gradient in gradients.values())


@FEW
@given(networks(LSTM))
def test_the_gradient_of_a_copied_cell_arrives_unchanged(network: Network) -> None:
    """With no weights on the previous state, cells pass gradients on along the cells only."""
    p = dict(network["parameters"])
    n, m = p["Uf"].shape
    N = network["h0"].shape[1]
    p |= {"W" + block: np.zeros((n, n)) for block in LSTM}
    p |= {"bf": np.full((n, 1), 1000.0), "bi": np.full((n, 1), -1000.0)}
    x = np.random.default_rng(1).normal(size=(m, N, 200))
    dh = np.zeros((n, N, 200))
    dh[:, :, -1] = network["dh"][:, :, 0]
    h, c, caches = lstm_forward(x, network["h0"], network["c0"], p)
    last = dh[:, :, -1] * (h[:, :, -1] / np.tanh(c[:, :, -1])) * (1 - np.tanh(c[:, :, -1]) ** 2)
    np.testing.assert_allclose(lstm_backward(dh, caches)["dc0"], last, rtol=1e-7)


# ------------------------------------------------------------------------------------------ the GRU


@MODEST
@given(networks(GRU))
def test_gru_forward_gives_every_state(network: Network) -> None:
    x, h0, p = network["x"], network["h0"], network["parameters"]
    h, _ = gru_forward(x, h0, p)
    expected = np.stack(gru_states(x, h0, p), axis=2)
    np.testing.assert_allclose(h, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(gru_cell_forward(x[:, :, 0], h0, p)[0], h[:, :, 0])


@MODEST
@given(networks(GRU))
def test_gru_cell_backward_is_the_gradient_of_one_step(network: Network) -> None:
    dh, p = network["dh"][:, :, 0], network["parameters"]
    inputs = {"x_t": network["x"][:, :, 0], "h_prev": network["h0"], **p}

    def loss(v: Any) -> Any:
        (h,) = gru_states(v["x_t"][:, :, None], v["h_prev"], v)
        return anp.sum(dh * h)

    cache = gru_cell_forward(inputs["x_t"], inputs["h_prev"], p)[1]
    assert_gradients(loss, inputs, gru_cell_backward(dh, cache))


@MODEST
@given(networks(GRU))
def test_gru_backward_is_the_gradient_of_the_sequence(network: Network) -> None:
    dh, p = network["dh"], network["parameters"]
    inputs = {"x": network["x"], "h0": network["h0"], **p}

    def loss(v: Any) -> Any:
        states = gru_states(v["x"], v["h0"], v)
        return sum(anp.sum(dh[:, :, t] * h) for t, h in enumerate(states))

    caches = gru_forward(inputs["x"], inputs["h0"], p)[1]
    assert_gradients(loss, inputs, gru_backward(dh, caches))


@MODEST
@given(networks(GRU))
def test_a_gru_with_both_gates_at_one_is_the_plain_network(network: Network) -> None:
    p = dict(network["parameters"])
    n, m = p["Uh"].shape
    p |= {"bu": np.full((n, 1), 1000.0), "br": np.full((n, 1), 1000.0)}
    plain = {"U": p["Uh"], "W": p["Wh"], "ba": p["bh"]}
    plain |= {"V": np.zeros((m, n)), "by": np.zeros((m, 1))}
    x, h0, dh = network["x"], network["h0"], network["dh"][:, :, 0]
    with no_warning():
        h, _ = gru_forward(x, h0, p)
        gradients = gru_cell_backward(dh, gru_cell_forward(x[:, :, 0], h0, p)[1])
    np.testing.assert_allclose(h, rnn_forward(x, h0, plain)[0], rtol=1e-12, atol=1e-12)
    expected = rnn_cell_backward(dh, rnn_cell_forward(x[:, :, 0], h0, plain)[2])
    names = {"dx_t": "dx_t", "dh_prev": "ds_prev", "dUh": "dU", "dWh": "dW", "dbh": "dba"}
    for name, of_the_plain in names.items():
        np.testing.assert_allclose(
            gradients[name], expected[of_the_plain], rtol=1e-9, atol=1e-12, err_msg=name
        )
    assert not any(gradients[kind + block].any() for kind in ("dW", "dU", "db") for block in "ur")


@FEW
@given(networks(GRU))
def test_a_gru_that_never_updates_keeps_its_state(network: Network) -> None:
    n, m = network["parameters"]["Uh"].shape
    N = network["h0"].shape[1]
    x = np.random.default_rng(0).normal(size=(m, N, 1000))
    with no_warning():
        h, caches = gru_forward(
            x, network["h0"], network["parameters"] | {"bu": np.full((n, 1), -1000.0)}
        )
        dh = np.zeros((n, N, 1000))
        dh[:, :, -1] = network["dh"][:, :, 0]
        gradients = gru_backward(dh, caches)
    np.testing.assert_array_equal(h, np.broadcast_to(network["h0"][:, :, None], h.shape))
    np.testing.assert_array_equal(gradients["dh0"], dh[:, :, -1])


# --------------------------------------------------------------------------------------- both cells


def lstm_gradients(network: Network) -> Arrays:
    x, h0, c0, p = (network[name] for name in ("x", "h0", "c0", "parameters"))
    cell = lstm_cell_backward(
        network["dh"][:, :, 0], network["dc"], lstm_cell_forward(x[:, :, 0], h0, c0, p)[2]
    )
    whole = lstm_backward(network["dh"], lstm_forward(x, h0, c0, p)[2])
    return whole | {f"cell {name}": gradient for name, gradient in cell.items()}


def gru_gradients(network: Network) -> Arrays:
    x, h0, p = network["x"], network["h0"], network["parameters"]
    cell = gru_cell_backward(network["dh"][:, :, 0], gru_cell_forward(x[:, :, 0], h0, p)[1])
    whole = gru_backward(network["dh"], gru_forward(x, h0, p)[1])
    return whole | {f"cell {name}": gradient for name, gradient in cell.items()}


BOTH = pytest.mark.parametrize(
    ("blocks", "gradients_of"), [(LSTM, lstm_gradients), (GRU, gru_gradients)], ids=["lstm", "gru"]
)


@BOTH
@MODEST
@given(data=st.data())
def test_float32_stays_float32_and_agrees(blocks: str, gradients_of: Any, data: Any) -> None:
    network = data.draw(networks(blocks))
    single = {name: value.astype("float32") for name, value in network.items() if name[0] != "p"}
    single["parameters"] = {k: v.astype("float32") for k, v in network["parameters"].items()}
    double = {name: value.astype("float64") for name, value in single.items() if name[0] != "p"}
    double["parameters"] = {k: v.astype("float64") for k, v in single["parameters"].items()}
    gradients, expected = gradients_of(single), gradients_of(double)
    for name, gradient in gradients.items():
        assert gradient.dtype == "float32", name
        off = np.linalg.norm(gradient - expected[name])
        assert off <= 1e-4 * np.linalg.norm(expected[name]) + 1e-6, name


@BOTH
@MODEST
@given(data=st.data(), factor=st.floats(-3, 3))
def test_backward_is_linear_in_what_arrives(
    blocks: str, gradients_of: Any, data: Any, factor: float
) -> None:
    network = data.draw(networks(blocks))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    other = network | {name: rng.normal(size=network[name].shape) for name in ("dh", "dc")}
    mixed = {name: network[name] + factor * other[name] for name in ("dh", "dc")}
    first, second = gradients_of(network), gradients_of(other)
    for name, gradient in gradients_of(network | mixed).items():
        expected = first[name] + factor * second[name]
        np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-9, err_msg=name)


@BOTH
@MODEST
@given(data=st.data())
def test_saturated_gates_raise_no_warning(blocks: str, gradients_of: Any, data: Any) -> None:
    network = data.draw(networks(blocks))
    biases = {
        name: data.draw(st.sampled_from([-1000.0, 1000.0])) * np.ones_like(value)
        for name, value in network["parameters"].items()
        if name.startswith("b")
    }
    with no_warning():
        gradients = gradients_of(network | {"parameters": network["parameters"] | biases})
    assert all(np.isfinite(gradient).all() for gradient in gradients.values())


@BOTH
@MODEST
@given(data=st.data())
def test_nothing_is_modified(blocks: str, gradients_of: Any, data: Any) -> None:
    network = data.draw(networks(blocks))
    before = {name: np.copy(value) for name, value in network.items() if name != "parameters"}
    parameters = {name: value.copy() for name, value in network["parameters"].items()}
    gradients_of(network)
    for name, value in before.items():
        np.testing.assert_array_equal(network[name], value)
    for name, value in parameters.items():
        np.testing.assert_array_equal(network["parameters"][name], value)


# ----------------------------------------------------------------------------- counting, and a path


@pytest.mark.parametrize(("kind", "blocks"), [("rnn", "h"), ("gru", GRU), ("lstm", LSTM)])
@given(inputs=st.integers(1, 30), hidden=st.integers(1, 30))
def test_parameter_count_counts_what_is_there(
    kind: str, blocks: str, inputs: int, hidden: int
) -> None:
    everything = parameters_of(blocks, inputs, hidden, np.random.default_rng(0))
    count = parameter_count(kind, inputs, hidden)
    assert type(count) is int
    assert count == sum(value.size for value in everything.values())


@pytest.mark.parametrize("kind", ["LSTM", "transformer"])
def test_parameter_count_names_a_kind_it_does_not_know(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        parameter_count(kind, 3, 4)


@MODEST
@given(networks(LSTM))
def test_cell_state_jacobian_is_the_path_along_the_cells(network: Network) -> None:
    """Without weights on the previous hidden state there is no other path."""
    p = dict(network["parameters"])
    n = p["Wf"].shape[0]
    p |= {"W" + block: np.zeros((n, n)) for block in LSTM}
    x, h0, c0 = network["x"][:, :1], network["h0"][:, :1], network["c0"][:, :1]

    def last_cell_state(c: Any) -> Any:
        return lstm_states(x, h0, c[:, None], p)[-1][1][:, 0]

    forget_gates = sigmoid(np.einsum("nm,mt->nt", p["Uf"], x[:, 0]) + p["bf"])
    found, expected = cell_state_jacobian(forget_gates), jacobian(last_cell_state)(c0[:, 0])
    # A gate that is almost shut is a small difference of two numbers near to one.
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-15)


@MODEST
@given(st.integers(1, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_cell_state_jacobians_of_parts_multiply(n: int, T: int, cut: int, seed: int) -> None:
    forget_gates = np.random.default_rng(seed).random((n, T))
    whole = cell_state_jacobian(forget_gates)
    assert whole.shape == (n, n)
    parts = cell_state_jacobian(forget_gates[:, :cut]), cell_state_jacobian(forget_gates[:, cut:])
    np.testing.assert_allclose(whole, parts[1] @ parts[0], rtol=1e-12)


def test_cell_state_jacobian_over_no_step_is_the_identity() -> None:
    np.testing.assert_array_equal(cell_state_jacobian(np.empty((3, 0))), np.eye(3))


# ------------------------------------------------------------------------------- what learners read


def test_exercises_need_nothing_but_numpy_and_each_other() -> None:
    names = {name for name, value in vars(gates).items() if inspect.isfunction(value)}
    for name in names:
        used = set(inspect.getclosurevars(getattr(gates, name)).globals)
        assert used <= names | {"np"}, name
