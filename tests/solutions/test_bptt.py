"""The reference of `bptt` against automatic differentiation, and the laws that it must obey."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd.tracer import getval
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.bptt import (
    Array,
    Arrays,
    checkpointed_bptt,
    chunked_bptt,
    hidden_gradient,
    linear_rnn_backward,
    linear_rnn_forward,
    linear_rnn_loss,
    randomized_bptt,
    rtrl,
    sample_truncation,
    unroll_recurrence,
    windowed_bptt,
)

MODEST = settings(deadline=None, max_examples=25)

WEIGHTS = ("W_hx", "W_hh", "W_qh")

Network = dict[str, Any]
Link = Callable[[int, Any], Any]


def network(d: int, n: int, q: int, N: int, T: int, scale: float = 0.5, seed: int = 0) -> Network:
    rng = np.random.default_rng(seed)
    shapes = {"W_hx": (n, d), "W_hh": (n, n), "W_qh": (q, n)}
    return {
        "x": rng.normal(size=(d, N, T)),
        "y": rng.normal(size=(q, N, T)),
        "h0": rng.normal(size=(n, N)),
        "parameters": {name: scale * rng.normal(size=shape) for name, shape in shapes.items()},
    }


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw sizes from 1, a seed and a scale; fill all arrays from the seed."""
    d, n, q, N = (draw(st.integers(1, 4)) for _ in range(4))
    scale = draw(st.sampled_from([0.01, 0.3, 1.0, 1.5]))
    seed = draw(st.integers(0, 2**32 - 1))
    return network(d, n, q, N, draw(st.integers(1, 6)), scale, seed)


# The same networks once more, written for automatic differentiation. What `link` makes of a
# state is what the next step sees of it: the same number, with another gradient if so wished.


def whole(t: int, h: Any) -> Any:
    return h


def share_of(o: Any, y: Array, T: int) -> Any:
    """One step's share of the loss."""
    return anp.mean(anp.sum((o - y) ** 2, axis=0)) / 2 / T


def loss_of(
    net: Network, p: Any, activation: Callable[[Any], Any] | None = None, link: Link = whole
) -> Any:
    h, T, loss = net["h0"], net["x"].shape[2], 0.0
    for t in range(T):
        h = anp.dot(p["W_hx"], net["x"][:, :, t]) + anp.dot(p["W_hh"], link(t, h))
        h = activation(h) if activation else h
        loss = loss + share_of(anp.dot(p["W_qh"], h), net["y"][:, :, t], T)
    return loss


def assert_gradients(loss: Callable[[Any], Any], net: Network, claimed: Arrays) -> None:
    expected = grad(loss)(net["parameters"])
    for name in WEIGHTS:
        assert claimed[f"d{name}"].shape == net["parameters"][name].shape
        np.testing.assert_allclose(claimed[f"d{name}"], expected[name], rtol=1e-9, atol=1e-11)


def assert_same(claimed: Arrays, expected: Arrays) -> None:
    assert set(claimed) == {f"d{name}" for name in WEIGHTS}
    for name, value in claimed.items():
        np.testing.assert_allclose(value, expected[name], rtol=1e-9, atol=1e-11, err_msg=name)


# The recurrence and the linear network.


@MODEST
@given(st.integers(1, 12), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.3]))
def test_the_closed_form_solves_the_recurrence(T: int, seed: int, zeros: float) -> None:
    rng = np.random.default_rng(seed)
    b, c = rng.normal(size=T), rng.normal(size=T) * (rng.random(T) >= zeros)
    expected, a = [], 0.0
    for t in range(T):
        a = b[t] + c[t] * a
        expected.append(a)
    np.testing.assert_allclose(unroll_recurrence(b, c), expected, rtol=1e-9, atol=1e-12)


@MODEST
@given(networks())
def test_forward_is_the_formula_step_by_step(net: Network) -> None:
    p = net["parameters"]
    h, o = linear_rnn_forward(net["x"], net["h0"], p)
    before = np.concatenate([net["h0"][:, :, None], h[:, :, :-1]], axis=2)
    expected = np.einsum("nd,dbt->nbt", p["W_hx"], net["x"])
    expected += np.einsum("nm,mbt->nbt", p["W_hh"], before)
    np.testing.assert_allclose(h, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(o, np.einsum("qn,nbt->qbt", p["W_qh"], h), rtol=1e-9, atol=1e-12)


@MODEST
@given(networks())
def test_loss_is_averaged_over_time_and_batch(net: Network) -> None:
    o = linear_rnn_forward(net["x"], net["h0"], net["parameters"])[1]
    loss = linear_rnn_loss(o, net["y"])
    assert type(loss) is float
    assert loss == pytest.approx(float(loss_of(net, net["parameters"])), rel=1e-12)
    assert loss == pytest.approx(float((0.5 * (o - net["y"]) ** 2).sum(axis=0).mean()), rel=1e-12)


@MODEST
@given(networks())
def test_backward_is_the_gradient_of_the_sequence(net: Network) -> None:
    x, y, p = net["x"], net["y"], net["parameters"]
    claimed = linear_rnn_backward(**net)
    assert set(claimed) == {"dW_hx", "dW_hh", "dW_qh", "dh"}
    assert_gradients(lambda changed: loss_of(net, changed), net, claimed)

    def nudged(bump: Any) -> Any:
        """The loss with something added to every state: its gradient is dh."""
        h, T, loss = net["h0"], x.shape[2], 0.0
        for t in range(T):
            h = anp.dot(p["W_hx"], x[:, :, t]) + anp.dot(p["W_hh"], h) + bump[:, :, t]
            loss = loss + share_of(anp.dot(p["W_qh"], h), y[:, :, t], T)
        return loss

    expected = grad(nudged)(np.zeros((*net["h0"].shape, x.shape[2])))
    np.testing.assert_allclose(claimed["dh"], expected, rtol=1e-9, atol=1e-11)


@MODEST
@given(networks())
def test_the_sum_of_matrix_powers_is_the_backward_recursion(net: Network) -> None:
    _, N, T = net["x"].shape
    o = linear_rnn_forward(net["x"], net["h0"], net["parameters"])[1]
    do = (o - net["y"]) / (T * N)
    dh = linear_rnn_backward(**net)["dh"]
    for t in range(1, T + 1):
        found = hidden_gradient(t, do, net["parameters"])
        np.testing.assert_allclose(found, dh[:, :, t - 1], rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("t", [-1, 0, 6])
def test_there_is_no_state_outside_of_the_sequence(t: int) -> None:
    net = network(2, 3, 4, 2, 5)
    with pytest.raises(ValueError, match="between 1 and 5"):
        hidden_gradient(t, net["y"], net["parameters"])


# Truncation.


@MODEST
@given(networks(), st.integers(1, 7))
def test_chunks_are_the_gradient_with_the_chain_cut_between_them(net: Network, tau: int) -> None:
    def cut(t: int, h: Any) -> Any:
        return getval(h) if t % tau == 0 else h

    claimed = chunked_bptt(**net, tau=tau)
    assert_gradients(lambda p: loss_of(net, p, link=cut), net, claimed)


@MODEST
@given(networks(), st.integers(1, 7))
def test_windows_are_the_gradient_with_each_loss_cut_on_its_own(net: Network, tau: int) -> None:
    _, _, T = net["x"].shape
    h = linear_rnn_forward(net["x"], net["h0"], net["parameters"])[0]

    def loss(p: Any) -> Any:
        total = 0.0
        for t in range(T):
            first = max(0, t - tau + 1)
            state = h[:, :, first - 1] if first > 0 else net["h0"]
            for s in range(first, t + 1):
                state = anp.dot(p["W_hx"], net["x"][:, :, s]) + anp.dot(p["W_hh"], state)
            total = total + share_of(anp.dot(p["W_qh"], state), net["y"][:, :, t], T)
        return total

    assert_gradients(loss, net, windowed_bptt(**net, tau=tau))


@MODEST
@given(networks(), st.integers(0, 3))
def test_nothing_is_cut_where_tau_covers_the_sequence(net: Network, more: int) -> None:
    full = linear_rnn_backward(**net)
    tau = net["x"].shape[2] + more
    assert_same(chunked_bptt(**net, tau=tau), full)
    assert_same(windowed_bptt(**net, tau=tau), full)


@MODEST
@given(networks())
def test_chunks_and_windows_of_one_step_are_the_same(net: Network) -> None:
    assert_same(chunked_bptt(**net, tau=1), windowed_bptt(**net, tau=1))


@MODEST
@given(networks(), st.integers(1, 5))
def test_truncation_leaves_the_output_weights_gradient_alone(net: Network, tau: int) -> None:
    full = linear_rnn_backward(**net)["dW_qh"]
    xi = np.zeros(net["x"].shape[2])
    for cut in (
        chunked_bptt(**net, tau=tau),
        windowed_bptt(**net, tau=tau),
        randomized_bptt(**net, xi=xi),
    ):
        np.testing.assert_allclose(cut["dW_qh"], full, rtol=1e-9, atol=1e-11)


def test_truncation_makes_a_difference() -> None:
    net = network(2, 3, 4, 2, 6, scale=1.0)
    full = linear_rnn_backward(**net)["dW_hh"]
    for tau in range(1, 6):
        assert not np.allclose(chunked_bptt(**net, tau=tau)["dW_hh"], full)
        assert not np.allclose(windowed_bptt(**net, tau=tau)["dW_hh"], full)


# Randomised truncation.


@MODEST
@given(networks(), st.integers(0, 2**32 - 1))
def test_the_chain_is_multiplied_by_what_was_drawn(net: Network, seed: int) -> None:
    rng = np.random.default_rng(seed)
    T = net["x"].shape[2]
    xi = rng.choice([0.0, 0.5, 1.0, 3.0], size=T)

    def multiplied(t: int, h: Any) -> Any:
        return xi[t] * h + (1 - xi[t]) * getval(h)

    claimed = randomized_bptt(**net, xi=xi)
    assert_gradients(lambda p: loss_of(net, p, link=multiplied), net, claimed)
    xi[0] += 1
    assert_same(randomized_bptt(**net, xi=xi), claimed)


@MODEST
@given(networks(), st.integers(1, 7))
def test_what_is_drawn_can_cut_everywhere_nowhere_or_in_chunks(net: Network, tau: int) -> None:
    T = net["x"].shape[2]
    assert_same(randomized_bptt(**net, xi=np.ones(T)), linear_rnn_backward(**net))
    assert_same(randomized_bptt(**net, xi=np.zeros(T)), chunked_bptt(**net, tau=1))
    between = np.array([float(t % tau > 0) for t in range(T)])
    assert_same(randomized_bptt(**net, xi=between), chunked_bptt(**net, tau=tau))


def test_the_mean_over_all_possible_draws_is_the_full_gradient() -> None:
    net = network(2, 3, 4, 2, 5, scale=1.0)
    pi = np.array([0.5, 0.2, 0.9, 0.6, 0.3])
    mean = {f"d{name}": np.zeros_like(net["parameters"][name]) for name in WEIGHTS}
    for kept in itertools.product([False, True], repeat=5):
        probability = np.where(kept, pi, 1 - pi).prod()
        part = randomized_bptt(**net, xi=np.where(kept, 1 / pi, 0))
        mean = {name: value + probability * part[name] for name, value in mean.items()}
    assert_same(mean, linear_rnn_backward(**net))


# With right code and fresh seeds, a z-test here would fail once in a million runs; the seeds are
# fixed, so that it either always fails or never. The rate is shared among all numbers tested.
ERROR_RATE = 1e-6


def z_scores(samples: Array, mean: Array) -> Array:
    error = samples.std(axis=0, ddof=1) / np.sqrt(len(samples))
    return np.abs(samples.mean(axis=0) - mean) / error


def largest_allowed(tested: int) -> float:
    return NormalDist().inv_cdf(1 - ERROR_RATE / 2 / tested)


@pytest.mark.parametrize("pi", [0.1, 0.7, np.array([0.9, 0.5, 0.2, 0.4, 0.6, 0.8])])
def test_what_is_drawn_is_zero_or_makes_up_for_it_and_one_on_average(pi: Any) -> None:
    rng = np.random.default_rng(11)
    draws = np.stack([sample_truncation(rng, pi, 6) for _ in range(20_000)])
    assert draws.shape == (20_000, 6)
    assert ((draws == 0) | np.isclose(draws, 1 / pi)).all()
    assert z_scores(draws, np.ones(6)).max() < largest_allowed(6)
    # Steps are drawn on their own: the product of any two is one on average, too.
    pairs = np.stack([draws[:, i] * draws[:, j] for i, j in itertools.combinations(range(6), 2)])
    assert z_scores(pairs.T, np.ones(len(pairs))).max() < largest_allowed(len(pairs))


def test_what_is_drawn_depends_on_the_generator_alone() -> None:
    one, same, other = (sample_truncation(np.random.default_rng(s), 0.5, 40) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()
    np.testing.assert_array_equal(sample_truncation(np.random.default_rng(1), 1.0, 4), np.ones(4))


def test_random_truncation_is_unbiased_over_draws_and_needs_its_rescaling() -> None:
    net = network(2, 3, 2, 2, 5, scale=0.8, seed=5)
    full = linear_rnn_backward(**net)
    rng = np.random.default_rng(17)
    draws = [sample_truncation(rng, 0.6, 5) for _ in range(4000)]

    def gradients(factor: float) -> Array:
        parts = [randomized_bptt(**net, xi=factor * xi) for xi in draws]
        return np.stack([np.r_[part["dW_hx"].ravel(), part["dW_hh"].ravel()] for part in parts])

    expected = np.r_[full["dW_hx"].ravel(), full["dW_hh"].ravel()]
    allowed = largest_allowed(expected.size)
    assert z_scores(gradients(1.0), expected).max() < allowed
    assert z_scores(gradients(0.6), expected).max() > allowed


# The tanh network: checkpoints and the forward mode.


@MODEST
@given(networks(), st.integers(1, 7))
def test_checkpoints_give_the_full_gradient(net: Network, every: int) -> None:
    claimed = checkpointed_bptt(**net, every=every)
    assert set(claimed) == {f"d{name}" for name in WEIGHTS}
    assert_gradients(lambda p: loss_of(net, p, activation=anp.tanh), net, claimed)


@MODEST
@given(networks())
def test_forward_mode_gives_the_full_gradient(net: Network) -> None:
    claimed = rtrl(**net)
    assert set(claimed) == {f"d{name}" for name in WEIGHTS}
    assert_gradients(lambda p: loss_of(net, p, activation=anp.tanh), net, claimed)


def test_forward_and_reverse_mode_agree_on_a_long_sequence() -> None:
    net = network(3, 5, 2, 4, 200)
    assert_same(rtrl(**net), checkpointed_bptt(**net, every=14))


def peak(run: Callable[[], object]) -> int:
    """The most bytes in use at one time while `run` runs, beyond those in use before."""
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("T", "every"), [(400, 20), (1600, 40), (1600, 10), (1600, 160)])
def test_checkpoints_store_no_more_than_they_may(T: int, every: int) -> None:
    n, N = 16, 32
    net = network(2, n, 2, N, T)
    state = n * N * 8
    used = peak(lambda: checkpointed_bptt(**net, every=every))
    stored = T / every + every
    # Beyond the states themselves: a dozen arrays of one step, and the gradients.
    assert used < (stored + 16) * state
    assert used > 0.9 * stored * state


def test_without_checkpoints_memory_grows_with_the_time() -> None:
    """So that the test above could fail."""
    net = network(2, 16, 2, 32, 1600)
    assert peak(lambda: checkpointed_bptt(**net, every=1)) > 1600 * 16 * 32 * 8
    assert peak(lambda: checkpointed_bptt(**net, every=1600)) > 1600 * 16 * 32 * 8


def test_forward_mode_stores_nothing_that_grows_with_the_time() -> None:
    short, long = (network(2, 6, 2, 8, T) for T in (20, 1000))
    rtrl(**short)
    assert peak(lambda: rtrl(**long)) < 1.05 * peak(lambda: rtrl(**short)) + 1000


# All of them.

WAYS: dict[str, Callable[..., Arrays]] = {
    "full": linear_rnn_backward,
    "chunked": lambda **net: chunked_bptt(**net, tau=2),
    "windowed": lambda **net: windowed_bptt(**net, tau=2),
    "randomized": lambda **net: randomized_bptt(
        **net, xi=np.array([0, 2, 0, 2, 2], net["x"].dtype)
    ),
    "checkpointed": lambda **net: checkpointed_bptt(**net, every=2),
    "forward mode": rtrl,
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_modified(way: str) -> None:
    net, untouched = network(2, 3, 4, 2, 5), network(2, 3, 4, 2, 5)
    first, second = WAYS[way](**net), WAYS[way](**net)
    for name, value in first.items():
        np.testing.assert_array_equal(value, second[name])
    for name in ("x", "y", "h0"):
        np.testing.assert_array_equal(net[name], untouched[name])
    for name in WEIGHTS:
        np.testing.assert_array_equal(net["parameters"][name], untouched["parameters"][name])


@pytest.mark.parametrize("way", WAYS)
def test_single_precision_stays_single_and_close(way: str) -> None:
    net = network(2, 3, 4, 2, 5)
    single = {name: value.astype(np.float32) for name, value in net.items() if name != "parameters"}
    single["parameters"] = {k: v.astype(np.float32) for k, v in net["parameters"].items()}
    exact = WAYS[way](**net)
    for name, value in WAYS[way](**single).items():
        assert value.dtype == np.float32
        np.testing.assert_allclose(value, exact[name], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("wrong", [0, -1])
def test_less_than_one_step_is_refused(wrong: int) -> None:
    net = network(2, 3, 4, 2, 5)
    for run in (
        lambda: chunked_bptt(**net, tau=wrong),
        lambda: windowed_bptt(**net, tau=wrong),
        lambda: checkpointed_bptt(**net, every=wrong),
    ):
        with pytest.raises(ValueError):
            run()


@pytest.mark.parametrize("pi", [0.0, -0.5, 1.5, float("nan"), np.array([0.5, 0.0, 1.0])])
def test_what_is_no_probability_is_refused(pi: Any) -> None:
    with pytest.raises(ValueError):
        sample_truncation(np.random.default_rng(0), pi, 3)
