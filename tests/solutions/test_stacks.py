"""The reference of `stacks` against automatic differentiation, and the laws that it must obey."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.stacks import (
    Array,
    Arrays,
    bidirectional_backward,
    bidirectional_forward,
    dense_backward,
    dense_forward,
    highway_backward,
    highway_forward,
    residual_backward,
    residual_forward,
    shortcut_gradient_norms,
    stacked_backward,
    stacked_forward,
)

MODEST = settings(deadline=None, max_examples=25)

SIZES = st.integers(1, 4)
SEEDS = st.integers(0, 2**32 - 1)
SCALES = st.sampled_from([0.01, 0.3, 1.0, 2.0])
DOUBLE = st.just(np.dtype(np.float64))
DTYPES = st.sampled_from([np.dtype(np.float64), np.dtype(np.float32)])
TOLERANCE = {"float64": {"rtol": 1e-9, "atol": 1e-10}, "float32": {"rtol": 1e-3, "atol": 1e-3}}

FORWARD: dict[str, Callable[..., Any]] = {
    "residual": residual_forward,
    "dense": dense_forward,
    "highway": highway_forward,
    "stacked": stacked_forward,
}
BACKWARD: dict[str, Callable[..., Any]] = {
    "residual": residual_backward,
    "dense": dense_backward,
    "highway": highway_backward,
    "stacked": stacked_backward,
}
SHORTCUTS = st.sampled_from(["residual", "dense", "highway"])
Stack = dict[str, Any]


def drawn(rng: np.random.Generator, scale: float, dtype: Any, **shapes: tuple[int, ...]) -> Arrays:
    return {name: (scale * rng.normal(size=shape)).astype(dtype) for name, shape in shapes.items()}


def recurrent(
    rng: np.random.Generator, scale: float, m: int, n: int, dtype: Any = np.float64
) -> Arrays:
    return drawn(rng, scale, dtype, U=(n, m), W=(n, n), ba=(n, 1))


@st.composite
def bidirectional(draw: st.DrawFn, dtypes: Any = DOUBLE) -> Stack:
    """Draw sizes from 1, lengths, a seed and a scale; fill all arrays from the seed."""
    m, n, N, T = draw(SIZES), draw(SIZES), draw(SIZES), draw(st.integers(1, 6))
    lengths = draw(st.lists(st.integers(1, T), min_size=N, max_size=N))
    rng, scale, dtype = np.random.default_rng(draw(SEEDS)), draw(SCALES), draw(dtypes)
    return {
        "x": rng.normal(size=(m, N, T)).astype(dtype),
        "lengths": np.array(lengths),
        "parameters": {way: recurrent(rng, scale, m, n, dtype) for way in ("forward", "backward")},
        "dh": rng.normal(size=(2 * n, N, T)).astype(dtype),
    }


@st.composite
def stacks(draw: st.DrawFn, kinds: Any = SHORTCUTS, dtypes: Any = DOUBLE) -> Stack:
    """Draw a stack of one to four layers with its input and the gradient of its output."""
    kind, m, N, depth = draw(kinds), draw(SIZES), draw(SIZES), draw(SIZES)
    widths = draw(st.lists(SIZES, min_size=depth, max_size=depth))
    T, k = draw(SIZES), draw(SIZES)
    rng, scale, dtype = np.random.default_rng(draw(SEEDS)), draw(SCALES), draw(dtypes)
    square, column = (m, m), (m, 1)
    if kind == "stacked":
        inputs = [m, *widths[:-1]]
        layers = [
            recurrent(rng, scale, below, n, dtype) for below, n in zip(inputs, widths, strict=True)
        ]
        x, dy = rng.normal(size=(m, N, T)), rng.normal(size=(widths[-1], N, T))
    else:
        shapes: list[dict[str, tuple[int, ...]]] = {
            "residual": [{"W": square, "b": column}] * depth,
            "dense": [{"W": (k, m + done * k), "b": (k, 1)} for done in range(depth)],
            "highway": [{"W": square, "b": column, "Wg": square, "bg": column}] * depth,
        }[kind]
        layers = [drawn(rng, scale, dtype, **each) for each in shapes]
        rows = m + depth * k if kind == "dense" else m
        x, dy = rng.normal(size=(m, N)), rng.normal(size=(rows, N))
    return {"kind": kind, "x": x.astype(dtype), "layers": layers, "dy": dy.astype(dtype)}


ALL_KINDS = st.sampled_from(list(FORWARD))


# The same networks once more, written for automatic differentiation: one sequence at a time, and
# only the steps that are real.


def states_of(inputs: list[Any], p: Arrays) -> list[Any]:
    """Run one layer over a list of columns."""
    state: Any = np.zeros((p["W"].shape[0], 1))
    states = []
    for column in inputs:
        state = anp.tanh(anp.dot(p["U"], column) + anp.dot(p["W"], state) + p["ba"])
        states.append(state)
    return states


def bidirectional_states(x: Any, lengths: Array, parameters: Any) -> list[list[Any]]:
    """Return, for each sequence, its real states: forward above backward."""
    batch = []
    for b, length in enumerate(lengths):
        columns = [x[:, b : b + 1, t] for t in range(length)]
        right = states_of(columns, parameters["forward"])
        left = states_of(columns[::-1], parameters["backward"])[::-1]
        batch.append([anp.concatenate(pair) for pair in zip(right, left, strict=True)])
    return batch


def top_states(x: Any, layers: list[Any]) -> list[Any]:
    states = [x[:, :, t] for t in range(x.shape[2])]
    for p in layers:
        states = states_of(states, p)
    return states


def feed_forward(kind: str, x: Any, layers: list[Any]) -> Any:
    for p in layers:
        new = anp.tanh(anp.dot(p["W"], x) + p["b"])
        if kind == "dense":
            x = anp.concatenate([x, new])
        elif kind == "residual":
            x = x + new
        else:
            gate = 1 / (1 + anp.exp(-anp.dot(p["Wg"], x) - p["bg"]))
            x = gate * new + (1 - gate) * x
    return x


def assert_same(found: Array, expected: Array) -> None:
    """Compare values by the precision of what was found; shape and precision must fit."""
    assert found.shape == np.shape(expected)
    np.testing.assert_allclose(found, expected, **TOLERANCE[str(found.dtype)])  # type: ignore[arg-type]


def assert_gradients(loss: Callable[[Any], Any], inputs: Any, claimed: Any, dtype: Any) -> None:
    """Compare nested `d<name>` with the derivatives of `loss` by nested inputs, in float64."""
    exact = grad(loss)(inputs)
    pairs = list(paired(claimed, exact))
    assert pairs
    for found, expected in pairs:
        assert found.dtype == dtype
        assert_same(found, expected)


def paired(claimed: Any, exact: Any) -> Any:
    if isinstance(exact, dict):
        names = {name: name if isinstance(part, dict | list) else f"d{name}"
                 for name, part in exact.items()}  # fmt: skip
        assert set(claimed) == set(names.values())
        for name, part in exact.items():
            yield from paired(claimed[names[name]], part)
    elif isinstance(exact, list):
        assert isinstance(claimed, list)
        for one, other in zip(claimed, exact, strict=True):
            yield from paired(one, other)
    else:
        yield claimed, exact


def in_double(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: in_double(part) for name, part in value.items()}
    if isinstance(value, list):
        return [in_double(part) for part in value]
    return value.astype(np.float64)


# ------------------------------------------------------------------------ the bidirectional network


@MODEST
@given(bidirectional(DTYPES))
def test_bidirectional_forward_runs_each_sequence_by_itself(net: Stack) -> None:
    x, lengths, parameters = net["x"], net["lengths"], net["parameters"]
    h, _ = bidirectional_forward(x, lengths, parameters)
    assert h.dtype == x.dtype
    expected = np.zeros(net["dh"].shape)
    exact = bidirectional_states(in_double(x), lengths, in_double(parameters))
    for b, states in enumerate(exact):
        for t, state in enumerate(states):
            expected[:, b, t] = state[:, 0]
    assert_same(h, expected)
    assert not h[:, np.arange(x.shape[2]) >= lengths[:, None]].any()


@MODEST
@given(bidirectional(DTYPES))
def test_bidirectional_backward_is_the_gradient(net: Stack) -> None:
    x, lengths, dh = net["x"], net["lengths"], net["dh"]
    cache = bidirectional_forward(x, lengths, net["parameters"])[1]

    def loss(inputs: Any) -> Any:
        exact = bidirectional_states(inputs["x"], lengths, inputs)
        return sum(
            anp.sum(dh[:, b, t] * state[:, 0])
            for b, states in enumerate(exact)
            for t, state in enumerate(states)
        )

    inputs = in_double({"x": x, **net["parameters"]})
    assert_gradients(loss, inputs, bidirectional_backward(dh, cache), x.dtype)


def leaves(value: Any) -> list[Array]:
    """Return the arrays in nested dicts and lists, in order."""
    if isinstance(value, dict):
        return [leaf for name in sorted(value) for leaf in leaves(value[name])]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part)]
    return [value]


def both_ways(net: Stack) -> tuple[Array, dict[str, Any]]:
    h, cache = bidirectional_forward(net["x"], net["lengths"], net["parameters"])
    return h, bidirectional_backward(net["dh"], cache)


@MODEST
@given(bidirectional(), st.sampled_from([7.0, 1e300, np.nan, np.inf, -np.inf]))
def test_padding_changes_nothing(net: Stack, anything: float) -> None:
    padding = np.arange(net["x"].shape[2]) >= net["lengths"][:, None]
    x, dh = (np.where(padding, anything, net[name]) for name in ("x", "dh"))
    h, gradients = both_ways({**net, "x": x, "dh": dh})
    expected, expected_gradients = both_ways(net)
    np.testing.assert_array_equal(h, expected)
    for found, right in zip(leaves(gradients), leaves(expected_gradients), strict=True):
        np.testing.assert_array_equal(found, right)
    assert not gradients["dx"][:, padding].any()


@MODEST
@given(bidirectional())
def test_a_sequence_in_a_batch_gives_what_it_gives_alone(net: Stack) -> None:
    h, gradients = both_ways(net)
    alone = []
    for b, length in enumerate(net["lengths"]):
        single = {**net, "lengths": np.array([length])}
        single |= {name: net[name][:, b : b + 1, :length] for name in ("x", "dh")}
        states, parts = both_ways(single)
        assert_same(h[:, b : b + 1, :length], states)
        assert_same(gradients["dx"][:, b : b + 1, :length], parts["dx"])
        alone.append(parts)
    for way in ("forward", "backward"):
        for name, gradient in gradients[way].items():
            assert_same(gradient, np.sum([parts[way][name] for parts in alone], axis=0))


def turned(values: Array, lengths: Array) -> Array:
    """Reverse the real part of every sequence."""
    values = values.copy()
    for b, length in enumerate(lengths):
        values[:, b, :length] = values[:, b, :length][:, ::-1]
    return values


def exchanged(values: Array, lengths: Array) -> Array:
    """Reverse every sequence and exchange the upper half with the lower one."""
    return np.roll(turned(values, lengths), values.shape[0] // 2, axis=0)


@MODEST
@given(bidirectional())
def test_reversing_and_exchanging_the_networks_exchanges_the_halves(net: Stack) -> None:
    lengths, parameters = net["lengths"], net["parameters"]
    mirror = {
        "x": turned(net["x"], lengths),
        "lengths": lengths,
        "parameters": {"forward": parameters["backward"], "backward": parameters["forward"]},
        "dh": exchanged(net["dh"], lengths),
    }
    (h, gradients), (mirrored, others) = both_ways(net), both_ways(mirror)
    assert_same(mirrored, exchanged(h, lengths))
    assert_same(others["dx"], turned(gradients["dx"], lengths))
    for way, other in (("forward", "backward"), ("backward", "forward")):
        for name, gradient in gradients[way].items():
            assert_same(others[other][name], gradient)


def test_whole_numbers_may_be_read() -> None:
    rng = np.random.default_rng(0)
    parameters = {way: recurrent(rng, 1.0, 3, 2) for way in ("forward", "backward")}
    x = rng.integers(0, 2, (3, 2, 4))
    whole = {"x": x, "lengths": np.array([4, 2]), "parameters": parameters}
    whole["dh"] = rng.normal(size=(4, 2, 4))
    h, gradients = both_ways(whole)
    expected, expected_gradients = both_ways({**whole, "x": x.astype(float)})
    np.testing.assert_array_equal(h, expected)
    for found, right in zip(leaves(gradients), leaves(expected_gradients), strict=True):
        np.testing.assert_array_equal(found, right)


# ------------------------------------------------------------------------------- stacks of any kind


@MODEST
@given(stacks(ALL_KINDS, DTYPES))
def test_forward_computes_its_layers(net: Stack) -> None:
    found, _ = FORWARD[net["kind"]](net["x"], net["layers"])
    assert found.dtype == net["x"].dtype
    x, layers = in_double(net["x"]), in_double(net["layers"])
    if net["kind"] == "stacked":
        assert_same(found, np.stack(top_states(x, layers), axis=2))
    else:
        assert_same(found, feed_forward(net["kind"], x, layers))


@MODEST
@given(stacks(ALL_KINDS, DTYPES))
def test_backward_is_the_gradient(net: Stack) -> None:
    kind, dy = net["kind"], net["dy"]
    cache = FORWARD[kind](net["x"], net["layers"])[1]

    def loss(inputs: Any) -> Any:
        if kind == "stacked":
            states = top_states(inputs["x"], inputs["layers"])
            return sum(anp.sum(dy[:, :, t] * state) for t, state in enumerate(states))
        return anp.sum(dy * feed_forward(kind, inputs["x"], inputs["layers"]))

    inputs = in_double({"x": net["x"], "layers": net["layers"]})
    assert_gradients(loss, inputs, BACKWARD[kind](dy, cache), net["x"].dtype)


@MODEST
@given(stacks(ALL_KINDS), st.floats(-3, 3), SEEDS)
def test_backward_is_linear_in_what_arrives(net: Stack, factor: float, seed: int) -> None:
    cache = FORWARD[net["kind"]](net["x"], net["layers"])[1]
    other = np.random.default_rng(seed).normal(size=net["dy"].shape)
    together, first, second = (
        leaves(BACKWARD[net["kind"]](dy, cache))
        for dy in (net["dy"] + factor * other, net["dy"], other)
    )
    for found, one, two in zip(together, first, second, strict=True):
        np.testing.assert_allclose(found, one + factor * two, rtol=1e-8, atol=1e-8)


@MODEST
@given(stacks(ALL_KINDS), st.data())
def test_a_stack_is_its_lower_part_below_its_upper_part(net: Stack, data: Any) -> None:
    kind, layers = net["kind"], net["layers"]
    cut = data.draw(st.integers(0, len(layers)))
    middle, lower = FORWARD[kind](net["x"], layers[:cut])
    top, upper = FORWARD[kind](middle, layers[cut:])
    whole, cache = FORWARD[kind](net["x"], layers)
    np.testing.assert_array_equal(top, whole)
    above = BACKWARD[kind](net["dy"], upper)
    below = BACKWARD[kind](above["dx"], lower)
    joined = {"dx": below["dx"], "layers": below["layers"] + above["layers"]}
    expected = BACKWARD[kind](net["dy"], cache)
    for found, right in zip(leaves(joined), leaves(expected), strict=True):
        np.testing.assert_array_equal(found, right)


@MODEST
@given(stacks(st.just("stacked")))
def test_an_early_state_of_the_top_knows_nothing_of_later_inputs(net: Stack) -> None:
    x, layers = net["x"], net["layers"]
    h, cache = stacked_forward(x, layers)
    dh = np.zeros_like(h)
    dh[:, :, 0] = 1
    assert not stacked_backward(dh, cache)["dx"][:, :, 1:].any()
    np.testing.assert_allclose(stacked_forward(x[:, :, :1], layers)[0], h[:, :, :1])


# ------------------------------------------------------------------------------------- shortcuts


def with_zeros(layers: list[Arrays], names: str) -> list[Arrays]:
    return [
        {name: value * 0 if name in names.split() else value for name, value in p.items()}
        for p in layers
    ]


@MODEST
@given(stacks(st.just("residual")))
def test_residual_layers_of_zeros_hand_on_input_and_gradient(net: Stack) -> None:
    x, dy = net["x"], net["dy"]
    y, cache = residual_forward(x, with_zeros(net["layers"], "W b"))
    np.testing.assert_array_equal(y, x)
    gradients = residual_backward(dy, cache)
    np.testing.assert_array_equal(gradients["dx"], dy)
    for layer in gradients["layers"]:  # not zero: from here training can begin
        assert_same(layer["dW"], dy @ x.T)
        assert_same(layer["db"], dy.sum(axis=1, keepdims=True))


@MODEST
@given(stacks(st.just("highway")))
def test_highway_layers_of_zeros_halve_input_and_gradient(net: Stack) -> None:
    y, cache = highway_forward(net["x"], with_zeros(net["layers"], "W b Wg bg"))
    share = 0.5 ** len(net["layers"])
    np.testing.assert_array_equal(y, share * net["x"])
    np.testing.assert_array_equal(highway_backward(net["dy"], cache)["dx"], share * net["dy"])


@MODEST
@given(stacks(st.just("highway")))
def test_a_closed_gate_hands_on_everything(net: Stack) -> None:
    layers = [{**p, "bg": np.full_like(p["bg"], -1e4)} for p in net["layers"]]
    with np.errstate(all="raise"):
        y, cache = highway_forward(net["x"], layers)
        gradients = highway_backward(net["dy"], cache)
    np.testing.assert_array_equal(y, net["x"])
    np.testing.assert_array_equal(gradients["dx"], net["dy"])
    assert not any(leaf.any() for leaf in leaves(gradients["layers"]))


@MODEST
@given(stacks(st.just("highway")))
def test_an_open_gate_leaves_a_plain_stack(net: Stack) -> None:
    layers = [{**p, "bg": np.full_like(p["bg"], 1e4)} for p in net["layers"]]
    with np.errstate(all="raise"):
        y, cache = highway_forward(net["x"], layers)
        gradients = highway_backward(net["dy"], cache)
    states, dx = [net["x"]], net["dy"]
    for p in layers:
        states.append(np.tanh(p["W"] @ states[-1] + p["b"]))
    for p, state in zip(layers[::-1], states[::-1], strict=False):
        dx = p["W"].T @ (dx * (1 - state**2))
    assert_same(y, states[-1])
    assert_same(gradients["dx"], dx)


@MODEST
@given(stacks(st.just("dense")))
def test_dense_layers_keep_the_input_on_top(net: Stack) -> None:
    x, dz = net["x"], net["dy"]
    z, _ = dense_forward(x, net["layers"])
    np.testing.assert_array_equal(z[: x.shape[0]], x)
    z, cache = dense_forward(x, with_zeros(net["layers"], "W b"))
    assert not z[x.shape[0] :].any()
    np.testing.assert_array_equal(dense_backward(dz, cache)["dx"], dz[: x.shape[0]])


@pytest.mark.parametrize("kind", ["plain", "residual", "highway"])
def test_gradient_norms_begin_at_the_top_with_one(kind: str) -> None:
    norms = shortcut_gradient_norms(7, kind, np.random.default_rng(0))
    assert norms.shape == (8,)
    assert norms.dtype == np.float64
    assert norms[-1] == 1
    assert (norms > 0).all()
    again = shortcut_gradient_norms(7, kind, np.random.default_rng(0))
    np.testing.assert_array_equal(norms, again)
    other = shortcut_gradient_norms(7, kind, np.random.default_rng(1))
    assert (norms[:-1] != other[:-1]).all()


def norms_once_more(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """The same experiment with the Jacobian of every layer written out."""
    x, jacobians = rng.normal(size=64), []
    for _ in range(depth):
        W, Wg = rng.normal(scale=1 / 16, size=(2, 64, 64))
        new = np.tanh(W @ x)
        inner = np.diag(1 - new**2) @ W
        gate = 1 / (1 + np.exp(3 - Wg @ x))
        jacobian = {
            "plain": inner,
            "residual": np.eye(64) + inner,
            "highway": np.diag(gate) @ inner
            + np.diag(1 - gate)
            + np.diag((new - x) * gate * (1 - gate)) @ Wg,
        }[kind]
        x = {"plain": new, "residual": x + new, "highway": gate * new + (1 - gate) * x}[kind]
        jacobians.append(jacobian)
    dx = rng.normal(size=64)
    norms = [np.linalg.norm(dx)]
    for jacobian in jacobians[::-1]:
        dx = jacobian.T @ dx
        norms.append(np.linalg.norm(dx))
    return np.array(norms[::-1]) / norms[0]


@pytest.mark.parametrize("kind", ["plain", "residual", "highway"])
def test_gradient_norms_are_those_of_the_experiment(kind: str) -> None:
    """Compare mean logarithms, to six standard errors."""
    found, expected = (
        np.log([function(12, kind, np.random.default_rng(seed)) for seed in range(first, last)])
        for function, first, last in (
            (shortcut_gradient_norms, 0, 100),
            (norms_once_more, 100, 200),
        )
    )
    error = np.sqrt((found.var(axis=0) + expected.var(axis=0)) / 100)
    assert (abs(found.mean(axis=0) - expected.mean(axis=0)) <= 6 * error).all()


def test_shortcuts_keep_the_gradient_alive() -> None:
    bottom = {
        kind: np.mean(
            [np.log10(shortcut_gradient_norms(50, kind, np.random.default_rng(s))[0])
             for s in range(5)]
        )
        for kind in ("plain", "residual", "highway")
    }  # fmt: skip
    assert bottom["plain"] < -13
    assert 0.5 < bottom["residual"] < 1.5
    assert -1.5 < bottom["highway"] < -0.5


@pytest.mark.parametrize("kind", ["dense", "Residual", "none"])
def test_other_kinds_are_refused_by_name(kind: str) -> None:
    with pytest.raises(ValueError, match=repr(kind)):
        shortcut_gradient_norms(3, kind, np.random.default_rng(0))


# ---------------------------------------------------------------------------------------- manners


@MODEST
@given(bidirectional(), stacks(ALL_KINDS))
def test_nothing_is_modified(both: Stack, net: Stack) -> None:
    given_arrays = [leaf for each in (both, net) for leaf in leaves(
        {name: value for name, value in each.items() if name != "kind"})]  # fmt: skip
    before = [leaf.copy() for leaf in given_arrays]
    both_ways(both)
    cache = FORWARD[net["kind"]](net["x"], net["layers"])[1]
    BACKWARD[net["kind"]](net["dy"], cache)
    for now, earlier in zip(given_arrays, before, strict=True):
        np.testing.assert_array_equal(now, earlier)
