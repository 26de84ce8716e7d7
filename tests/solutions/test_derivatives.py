"""The reference of `derivatives` against automatic differentiation, counting and linear algebra."""

from __future__ import annotations

import inspect
from itertools import pairwise
from math import prod
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd import hessian as dense_hessian
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.derivatives import (
    build_grad,
    chain_cost,
    forward,
    hessian_vector_product,
    jvp,
    top_eigenvalue,
    topological_order,
)
from solutions.graphs import Array, Arrays, Graph, backward, jacobian, table_cost

from .random_graphs import (
    MODEST,
    SEEDS,
    arrays_graph,
    cross_entropy,
    derivative,
    diamonds,
    evaluate,
    reaches,
    scalar_graph,
    shuffled,
)

GIVEN = [topological_order, forward]
EXERCISES = [build_grad, jvp, chain_cost, hessian_vector_product, top_eigenvalue]


# What is given.


@MODEST
@given(SEEDS)
def test_forward_computes_every_node_of_a_graph_out_of_order(seed: int) -> None:
    rng, graph, inputs, _ = arrays_graph(seed)
    values = forward(shuffled(graph, rng), inputs)
    assert set(values) == set(graph)
    for name, expected in evaluate(graph, inputs).items():
        np.testing.assert_allclose(values[name], expected, rtol=1e-12)


def test_a_cycle_has_no_order() -> None:
    with pytest.raises(ValueError, match="cycle"):
        topological_order({"a": ("tanh", ("b",)), "b": ("neg", ("a",))})


# Gradients as graphs.


@MODEST
@given(SEEDS)
def test_the_symbolic_gradient_equals_the_reverse_sweep(seed: int) -> None:
    rng, graph, inputs, output = scalar_graph(seed)
    new_graph, names = build_grad(shuffled(graph, rng), output, list(graph))
    assert {name: new_graph[name] for name in graph} == graph
    values = forward(new_graph, inputs)
    for name, expected in backward(graph, values, output, list(graph)).items():
        np.testing.assert_allclose(values[names[name]], expected, rtol=1e-9, atol=1e-9)


@settings(MODEST, max_examples=15)
@given(SEEDS)
def test_the_symbolic_gradient_of_the_gradient_is_the_second_derivative(seed: int) -> None:
    rng, graph, inputs, output = scalar_graph(seed, size=10)
    once, first = build_grad(graph, output, list(inputs))
    for one in inputs:
        twice, second = build_grad(shuffled(once, rng), first[one], list(inputs))
        values = forward(twice, inputs)

        def slope(changed: Arrays, one: str = one) -> Any:
            def of_one(x: Any) -> Any:
                return evaluate(graph, {**changed, one: x})[output] + 0 * x

            return grad(of_one)(changed[one])

        for other in inputs:

            def of_other(x: Any, other: str = other, slope: Any = slope) -> Any:
                return slope({**inputs, other: x}) + 0 * x

            expected = derivative(of_other, inputs[other])
            np.testing.assert_allclose(values[second[other]], expected, rtol=1e-7, atol=1e-8)


def test_the_third_derivative_is_a_graph_too() -> None:
    graph: Graph = {"x": ("input", ()), "grad2": ("tanh", ("x",))}
    name = "grad2"
    for _ in range(3):
        graph, names = build_grad(graph, name, ["x"])
        name = names["x"]
    t = np.tanh(0.7)
    third = forward(graph, {"x": np.array(0.7)})[name]
    np.testing.assert_allclose(third, -2 * (1 - t**2) * (1 - 3 * t**2), rtol=1e-12)


@pytest.mark.parametrize("depth", [1, 10, 40])
def test_the_symbolic_gradient_is_linear_in_the_edges(depth: int) -> None:
    graph = diamonds(depth)
    new_graph, names = build_grad(graph, f"d{depth}", ["d0"])
    assert len(new_graph) - len(graph) <= 5 * table_cost(graph, "d0", f"d{depth}") + 1
    values = forward(new_graph, {"d0": np.array(0.2)})
    expected = backward(graph, values, f"d{depth}", ["d0"])["d0"]
    np.testing.assert_allclose(values[names["d0"]], expected, rtol=1e-12)


@MODEST
@given(SEEDS)
def test_the_symbolic_gradient_covers_only_what_matters(seed: int) -> None:
    _, graph, _, output = scalar_graph(seed)
    wrt = ["x0", "x1"]
    edges = sum(
        any(reaches(graph, source, parent) for source in wrt)
        for name, (_, parents) in graph.items()
        if reaches(graph, name, output)
        for parent in parents
    )
    new_graph, names = build_grad(graph, output, wrt)
    assert len(new_graph) - len(graph) <= 5 * edges + 1 + len(wrt)
    assert set(names) == set(wrt)


def test_an_op_without_a_symbolic_gradient_is_named_only_where_it_matters() -> None:
    graph: Graph = {"x": ("input", ()), "y": ("relu", ("x",)), "z": ("exp", ("x",))}
    with pytest.raises(ValueError, match="'relu'"):
        build_grad(graph, "y", ["x"])
    build_grad(graph, "z", ["x"])
    new_graph, names = build_grad(graph, "x", ["z"])
    assert forward(new_graph, {"x": np.array(1.0)})[names["z"]] == 0


# Forward mode.


@MODEST
@given(SEEDS)
def test_forward_mode_agrees_with_reverse_mode(seed: int) -> None:
    rng, graph, inputs, output = arrays_graph(seed)
    values = forward(graph, inputs)
    moving = [name for name in inputs if rng.random() < 0.7]
    tangents = {name: rng.normal(size=inputs[name].shape) for name in moving}
    move = jvp(shuffled(graph, rng), values, tangents, output)
    assert np.shape(move) == np.shape(values[output])
    expected = np.zeros(np.size(move))
    for name, tangent in tangents.items():
        expected += jacobian(graph, values, output, name) @ tangent.ravel()
    np.testing.assert_allclose(np.ravel(move), expected, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("parents", [("x",), ("x", "x")])
def test_forward_mode_names_an_op_without_a_derivative(parents: tuple[str, ...]) -> None:
    graph: Graph = {"x": ("input", ()), "y": ("floor", parents)}
    with pytest.raises(ValueError, match="'floor'"):
        jvp(graph, {"x": np.ones(2), "y": np.ones(2)}, {}, "y")


@MODEST
@given(st.lists(st.integers(1, 9), min_size=2, max_size=7), st.sampled_from(["forward", "reverse"]))
def test_the_cost_of_a_chain_is_what_multiplying_counts(dims: list[int], mode: str) -> None:
    factors = [(rows, columns) for columns, rows in pairwise(dims)]
    counted = 0
    while len(factors) > 1:
        at = 0 if mode == "forward" else len(factors) - 2
        (inner, columns), (rows, same) = factors[at], factors[at + 1]
        assert same == inner
        counted += prod((rows, inner, columns))
        factors[at : at + 2] = [(rows, columns)]
    assert chain_cost(dims, mode) == counted


def test_the_mode_that_wins_follows_from_the_ends() -> None:
    assert chain_cost([1000, 100, 100, 1], "reverse") == 100 * 100 + 100 * 1000
    assert chain_cost([1000, 100, 100, 1], "forward") == 1000 * (100 * 100 + 100)
    with pytest.raises(ValueError, match="'left'"):
        chain_cost([1, 2], "left")


# Second order.


@MODEST
@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), SEEDS)
def test_the_product_with_the_hessian(m: int, n: int, batch: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    W, x, labels = rng.normal(size=(m, n)), rng.normal(size=(n, batch)), rng.integers(0, m, batch)
    H = dense_hessian(lambda W: cross_entropy(anp.dot(W, x), labels))(W)
    v, w = rng.normal(size=(2, m, n))
    product = hessian_vector_product(W, x, labels, v)
    np.testing.assert_allclose(product, np.einsum("ijkl,kl->ij", H, v), rtol=1e-8, atol=1e-10)
    other = hessian_vector_product(W, x, labels, w)
    np.testing.assert_allclose(np.sum(w * product), np.sum(v * other), rtol=1e-8, atol=1e-10)


@MODEST
@given(st.integers(1, 6), st.sampled_from([-1, 1]), SEEDS)
def test_power_iteration_finds_the_largest_with_its_sign(n: int, sign: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.normal(size=(n, n)))[0]
    H = basis @ np.diag([3.0 * sign, *rng.uniform(-2, 2, n - 1)]) @ basis.T
    calls: list[int] = []

    def hvp(v: Array) -> Array:
        assert v.shape == (n,)
        calls.append(1)
        return H @ v

    found = top_eigenvalue(hvp, n, 100, rng)
    eigenvalues = np.linalg.eigvalsh(H)
    assert type(found) is float
    assert found == pytest.approx(eigenvalues[np.abs(eigenvalues).argmax()], rel=1e-9)
    assert len(calls) == 100


def test_power_iteration_does_not_start_from_ones() -> None:
    H = np.array([[0.0, -5.0], [-5.0, 0.0]]) + np.eye(2)
    assert top_eigenvalue(lambda v: H @ v, 2, 500, np.random.default_rng(0)) == pytest.approx(6)
    assert top_eigenvalue(np.zeros_like, 3, 10, np.random.default_rng(0)) == 0


def test_power_iteration_on_softmax_regression() -> None:
    rng = np.random.default_rng(5)
    W, x, labels = rng.normal(size=(3, 4)), rng.normal(size=(4, 20)), rng.integers(0, 3, 20)
    H = dense_hessian(lambda W: cross_entropy(anp.dot(W, x), labels))(W).reshape(12, 12)

    def hvp(v: Array) -> Array:
        return hessian_vector_product(W, x, labels, v.reshape(3, 4)).ravel()

    expected = np.linalg.eigvalsh(H)[-1]
    assert top_eigenvalue(hvp, 12, 500, rng) == pytest.approx(expected, rel=1e-6)


# What holds for every exercise.


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.__name__)
def test_an_exercise_needs_numpy_and_what_is_given_only(exercise: Any) -> None:
    needed = set(inspect.getclosurevars(exercise).globals)
    assert needed <= {"np"} | {function.__name__ for function in GIVEN}


@MODEST
@given(SEEDS)
def test_graphs_and_values_are_not_modified(seed: int) -> None:
    _, graph, inputs, output = arrays_graph(seed)
    values = forward(graph, inputs)
    entries = list(graph.items())
    before = {name: np.copy(value) for name, value in values.items()}
    jvp(graph, values, {"x0": np.ones((2, 3))}, output)
    assert list(graph.items()) == entries
    assert set(values) == set(before)
    for name, value in before.items():
        np.testing.assert_array_equal(values[name], value)
    _, smooth, _, last = scalar_graph(seed)
    entries = list(smooth.items())
    build_grad(smooth, last, ["x0"])
    assert list(smooth.items()) == entries
