"""The reference of `beyond` against automatic differentiation, loops, and what is known exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd.tracer import getval
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.beyond import (
    Array,
    Arrays,
    attention_backward,
    attention_forward,
    attention_path,
    combine,
    gradient_check,
    lyapunov_exponent,
    parallel_scan,
    stateful_bptt,
    teacher_forcing,
)
from solutions.bptt import chunked_bptt, unroll_recurrence
from solutions.stability import jacobian_product

MODEST = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)
close = np.testing.assert_allclose


def parameters(rng: np.random.Generator, d: int, n: int, q: int) -> Arrays:
    shapes = {"W_hx": (n, d), "W_hh": (n, n), "W_qh": (q, n)}
    return {name: 0.6 * rng.normal(size=shape) for name, shape in shapes.items()}


# Training while reading.


def half_squares(o: Any, y: Any, count: int) -> Any:
    return anp.sum((o - y) ** 2) / (2 * count)


def trained_by_autograd(
    x: Array, y: Array, h0: Array, p: Arrays, k1: int, k2: int, lr: float
) -> tuple[Arrays, Array, list[float]]:
    """Train chunk by chunk; states are given numbers whose slopes are kept apart."""
    states, losses = [h0], []
    for start in range(0, x.shape[2], k1):
        stop = min(start + k1, x.shape[2])
        for t in range(start, stop):
            states.append(np.tanh(p["W_hx"] @ x[:, :, t] + p["W_hh"] @ states[t]))
        window = range(max(stop - k2, 0), stop)

        def loss(p: Any, window: range = window, start: int = start) -> Any:
            h, total = states[window.start], 0.0
            for t in window:
                a = anp.dot(p["W_hx"], x[:, :, t]) + anp.dot(p["W_hh"], h)
                h = states[t + 1] + (1 - states[t + 1] ** 2) * (a - getval(a))
                if t >= start:
                    count = x.shape[1] * (window.stop - start)
                    total = total + half_squares(anp.dot(p["W_qh"], h), y[:, :, t], count)
            return total

        losses.append(float(loss(p)))
        slopes = grad(loss)(p)
        p = {name: p[name] - lr * slopes[name] for name in p}
    return p, states[-1], losses


@MODEST
@given(SEEDS, st.integers(1, 7), st.integers(1, 4), st.integers(0, 4))
def test_training_while_reading_follows_the_gradients(seed: int, T: int, k1: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    p = parameters(rng, 2, 3, 4)
    sequence = rng.normal(size=(2, 3, T)), rng.normal(size=(4, 3, T)), rng.normal(size=(3, 3))
    found = stateful_bptt(*sequence, p, k1, k1 + k, 0.3)
    expected = trained_by_autograd(*sequence, p, k1, k1 + k, 0.3)
    for name in p:
        close(found[0][name], expected[0][name], rtol=1e-9, atol=1e-11)
    close(found[1], expected[1], rtol=1e-9)
    close(found[2], expected[2], rtol=1e-9)


def test_one_chunk_of_a_nearly_linear_network_is_that_of_bptt() -> None:
    rng = np.random.default_rng(3)
    p = parameters(rng, 2, 3, 4)
    small = {**p, "W_hx": 1e-5 * p["W_hx"]}  # where tanh is the identity
    x, y, h0 = rng.normal(size=(2, 5, 6)), rng.normal(size=(4, 5, 6)), np.zeros((3, 5))
    moved, _, _ = stateful_bptt(x, y, h0, small, 6, 6, 1.0)
    expected = chunked_bptt(x, y, h0, small, 6)
    for name in p:
        close(small[name] - moved[name], expected["d" + name], rtol=1e-5, atol=1e-12)


@pytest.mark.parametrize(("k1", "k2"), [(0, 1), (-1, 2), (3, 2)])
def test_lengths_that_mean_nothing_are_refused(k1: int, k2: int) -> None:
    p, one = parameters(np.random.default_rng(0), 1, 1, 1), np.ones((1, 1, 4))
    with pytest.raises(ValueError, match="k1 <= k2"):
        stateful_bptt(one, one, one[:, :, 0], p, k1, k2, 0.1)


# The scan.


@MODEST
@given(SEEDS)
def test_stretches_may_be_grouped_at_will(seed: int) -> None:
    a, b, c = (tuple(each) for each in np.random.default_rng(seed).normal(size=(3, 2, 2, 3, 4)))
    for one, other in zip(combine(combine(a, b), c), combine(a, combine(b, c)), strict=True):
        close(one, other, rtol=1e-9, atol=1e-12)


@MODEST
@given(SEEDS, st.integers(1, 40), st.sampled_from([0.0, 0.3]))
def test_the_scan_is_the_recurrence(seed: int, T: int, zeros: float) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(2, 3, T)) * (rng.random((2, 3, T)) >= zeros), rng.normal(size=(2, 3, T))
    states = parallel_scan(a, b)
    for place in np.ndindex(2, 3):
        close(states[place], unroll_recurrence(b[place], a[place]), rtol=1e-8, atol=1e-10)


# Attention.


def attended(queries: Any, keys: Any, values: Any) -> Any:
    """Attend by other means: one sequence and one query at a time."""
    contexts = []
    for i in range(queries.shape[1]):
        scores = anp.dot(keys[:, i].T, queries[:, i]) / np.sqrt(len(keys))
        odds = anp.exp(scores)
        contexts.append(anp.dot(values[:, i], odds / anp.sum(odds, axis=0)))
    return anp.stack(contexts, axis=1)


@MODEST
@given(SEEDS, *(st.integers(1, 4) for _ in range(5)))
def test_attention_and_its_gradients(seed: int, n: int, m: int, N: int, T: int, Q: int) -> None:
    rng = np.random.default_rng(seed)
    given = [rng.normal(size=shape) for shape in ((n, N, Q), (n, N, T), (m, N, T))]
    contexts, weights = attention_forward(*given)
    close(contexts, attended(*given), rtol=1e-9, atol=1e-12)
    close(weights.sum(axis=0), np.ones((N, Q)))

    R = rng.normal(size=contexts.shape)
    found = attention_backward(R, *given)
    for place, name in enumerate(("dqueries", "dkeys", "dvalues")):
        expected = grad(lambda *each: anp.sum(R * attended(*each)), place)(*given)
        close(found[name], expected, rtol=1e-8, atol=1e-10)


@MODEST
@given(SEEDS, st.integers(1, 4), st.integers(1, 3), st.integers(1, 5))
def test_what_reaches_the_states_directly_and_in_all(seed: int, n: int, N: int, T: int) -> None:
    rng = np.random.default_rng(seed)
    W, dc, inputs = rng.normal(size=(n, n)), rng.normal(size=(n, N)), rng.normal(size=(n, N, T))

    def answer(bump: Any, hold: bool) -> Any:
        """Run the network with something added to each state; its gradient is that of the state."""
        h, states = np.zeros((n, N)), []
        for t in range(T):
            h = anp.tanh(anp.dot(W, getval(h) if hold else h) + inputs[:, :, t]) + bump[:, :, t]
            states.append(h)
        all_states = anp.stack(states, axis=2)
        return anp.sum(dc[:, :, None] * attended(all_states[:, :, -1:], all_states, all_states))

    h, states = np.zeros((n, N)), []
    for t in range(T):
        h = np.tanh(W @ h + inputs[:, :, t])
        states.append(h)
    direct, total = attention_path(dc, np.stack(states, axis=2), W)
    nothing = np.zeros((n, N, T))
    close(direct, grad(answer)(nothing, True), rtol=1e-8, atol=1e-10)
    close(total, grad(answer)(nothing, False), rtol=1e-8, atol=1e-10)


# The exponent.


@MODEST
@given(SEEDS, st.integers(1, 4), st.integers(1, 8))
def test_the_exponent_is_that_of_the_product(seed: int, n: int, T: int) -> None:
    rng = np.random.default_rng(seed)
    W, states, v = rng.normal(size=(n, n)), np.tanh(rng.normal(size=(n, T))), rng.normal(size=n)
    growth = np.linalg.norm(jacobian_product(W, states) @ v) / np.linalg.norm(v)
    close(lyapunov_exponent(W, states, v), np.log(growth) / T, rtol=1e-9, atol=1e-11)
    close(lyapunov_exponent(1e100 * W, states, -3 * v), np.log(growth) / T + 100 * np.log(10))


def test_the_exponent_of_a_long_sequence_is_the_largest() -> None:
    states = np.zeros((2, 5000))
    expected = np.log(3) - np.log(2) / 10_000  # since the start had another part, too
    assert lyapunov_exponent(np.diag([3.0, 0.1]), states, np.ones(2)) == pytest.approx(expected)


@pytest.mark.parametrize("v", [np.zeros(2), np.array([1.0, 0.0])])
def test_nothing_grows_from_nothing(v: Array) -> None:
    with pytest.raises(ValueError):
        lyapunov_exponent(np.array([[0.0, 1.0], [0.0, 0.0]]), np.zeros((2, 3)), v)


# Told, or left alone.


@MODEST
@given(SEEDS, st.integers(1, 3), st.lists(st.booleans(), min_size=1, max_size=6))
def test_told_or_alone_the_gradient_is_that_of_the_loss(
    seed: int, N: int, told: list[bool]
) -> None:
    rng = np.random.default_rng(seed)
    p, T = parameters(rng, 2, 3, 2), len(told)
    y, h0 = rng.normal(size=(2, N, T + 1)), rng.normal(size=(3, N))

    def loss_of(p: Any) -> Any:
        h, o, total = h0, y[:, :, 0], 0.0
        for t in range(T):
            x = y[:, :, t] if told[t] else o
            h = anp.tanh(anp.dot(p["W_hx"], x) + anp.dot(p["W_hh"], h))
            o = anp.dot(p["W_qh"], h)
            total = total + half_squares(o, y[:, :, t + 1], N * T)
        return total

    loss, found = teacher_forcing(y, h0, p, np.array(told))
    close(loss, loss_of(p), rtol=1e-12)
    for name, expected in grad(loss_of)(p).items():
        close(found["d" + name], expected, rtol=1e-9, atol=1e-11)


# The check.


def waves(c: Array) -> Callable[[Array], float]:
    return lambda x: float(np.sin(np.sum(c * x)))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_verdicts_are_right_for_any_generator(dtype: str) -> None:
    c = np.array([[1.0, -0.7, 0.4], [0.3, 1.2, -0.5]], dtype)
    x = np.full((2, 3), 0.2, dtype)
    right = (np.cos(np.sum(c * x)) * c).astype(dtype)
    claims = {
        "right": [right],
        "wrong": [2 * right, -right, 0 * right, right[::-1], right * np.nan],
    }
    for verdict, gradients in claims.items():
        for gradient in gradients:
            for seed in range(100):
                rng = np.random.default_rng(seed)
                assert gradient_check(waves(c), x, gradient, rng) == verdict


def test_a_kink_is_told_where_there_is_one() -> None:
    verdicts = {
        shift: gradient_check(lambda x: abs(x.sum()), np.full(3, shift), np.ones(3),
                              np.random.default_rng(0))
        for shift in (0.0, 1.0)
    }  # fmt: skip
    assert verdicts == {0.0: "kink", 1.0: "right"}


# All of them.


def test_nothing_is_modified_and_single_precision_is_close() -> None:
    rng = np.random.default_rng(5)
    p = parameters(rng, 2, 3, 2)
    x, h0 = rng.normal(size=(2, 4, 6)), rng.normal(size=(3, 4))
    h = np.tanh(rng.normal(size=(3, 4, 6)))
    runs: dict[Any, tuple[Any, ...]] = {
        stateful_bptt: (x, x, h0, p, 2, 3, 0.1),
        parallel_scan: (h, h),
        attention_forward: (h, h, h),
        attention_backward: (h, h, h, h),
        attention_path: (h0, h, p["W_hh"]),
        lyapunov_exponent: (p["W_hh"], h[:, 0], h0[:, 0]),
        teacher_forcing: (x, h0, p, np.arange(5) % 2 == 0),
    }
    before = [each.copy() for each in (x, h0, h, *p.values())]
    for function, arguments in runs.items():
        exact = flat(function(*arguments))
        close(flat(function(*single(arguments))), exact, rtol=1e-3, atol=1e-4)
    for one, other in zip(before, (x, h0, h, *p.values()), strict=True):
        np.testing.assert_array_equal(one, other)


def single(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: single(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(map(single, value))
    is_real = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return value.astype(np.float32) if is_real else value


def flat(value: Any) -> Array:
    if isinstance(value, dict):
        return flat(tuple(value.values()))
    if isinstance(value, tuple):
        return np.concatenate([flat(each) for each in value])
    return np.ravel(value)
