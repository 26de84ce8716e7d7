"""The reference of `graphs` against automatic differentiation, counting and linear algebra."""

from __future__ import annotations

import inspect
import warnings
from functools import cache
from itertools import pairwise
from math import prod
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd import hessian as dense_hessian
from autograd import jacobian as dense_jacobian
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions import graphs
from solutions.graphs import (
    Array,
    Arrays,
    Graph,
    backward,
    bprop,
    build_grad,
    chain_cost,
    deep_backward,
    deep_forward,
    elementwise_backward,
    forward,
    hessian_vector_product,
    jacobian,
    jvp,
    linear_backward,
    naive_cost,
    numerical_gradient,
    relative_error,
    softmax_cross_entropy,
    table_cost,
    top_eigenvalue,
    topological_order,
)

MODEST = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)

EXERCISES = [
    topological_order,
    forward,
    bprop,
    backward,
    build_grad,
    jacobian,
    naive_cost,
    table_cost,
    linear_backward,
    elementwise_backward,
    softmax_cross_entropy,
    numerical_gradient,
    relative_error,
    deep_forward,
    deep_backward,
    jvp,
    chain_cost,
    hessian_vector_product,
    top_eigenvalue,
]

# The operations once more, written for automatic differentiation.
MEANINGS: dict[str, Any] = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "max": lambda a, b: anp.where(a > b, a, b),
    "matmul": lambda a, b: anp.dot(a, b),
    "relu": lambda a: anp.where(a > 0, a, 0.0 * a),
    "tanh": anp.tanh,
    "exp": anp.exp,
    "log": anp.log,
    "sum": anp.sum,
    "neg": lambda a: -a,
    "reciprocal": lambda a: 1.0 / a,
}
BINARY = "add mul max matmul".split()
SMOOTH = "add mul neg reciprocal exp log tanh".split()


def evaluate(graph: Graph, inputs: dict[str, Any], fixed: dict[str, Any] = {}) -> dict[str, Any]:
    """Compute every node of a graph that is given in order; `fixed` nodes are what they are."""
    values: dict[str, Any] = {}
    for name, (op, parents) in graph.items():
        if name in fixed:
            values[name] = fixed[name]
        elif op == "input":
            values[name] = inputs[name]
        elif op[0] == "constant":
            values[name] = op[1]
        else:
            values[name] = MEANINGS[op](*[values[parent] for parent in parents])
    return values


def derivative(of: Any, at: Any) -> Any:
    """Differentiate a number; it may not depend on anything."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return grad(of)(at)


def gentle(op: str, arguments: list[Any]) -> bool:
    """Tell whether an operation is smooth and of modest size here."""
    a = np.asarray(arguments[0])
    if op in ("relu", "max"):
        return bool((np.abs(a - (arguments[1] if op == "max" else 0)) > 1e-3).all())
    if op == "log":
        return bool((a > 0.2).all())
    if op == "reciprocal":
        return bool((np.abs(a) > 0.2).all())
    return bool((np.abs(MEANINGS[op](*arguments)) < 20).all())


def fits(op: str, arguments: list[Any], with_constant: bool) -> bool:
    shapes = [np.shape(argument) for argument in arguments]
    if op == "matmul":
        fitting = all(len(shape) == 2 for shape in shapes) and shapes[0][1] == shapes[1][0]
    else:
        fitting = with_constant or len(set(shapes)) == 1
    return fitting and gentle(op, arguments)


def richest(graph: Graph) -> list[str]:
    """Name the nodes by how many others they depend on, the one with most last."""
    return sorted(graph, key=lambda name: sum(reaches(graph, other, name) for other in graph))


def random_graph(
    rng: np.random.Generator, ops: list[str], shapes: list[tuple[int, ...]], size: int
) -> tuple[Graph, Arrays]:
    """Grow a graph, in order, from inputs of these shapes, and give the inputs values."""
    graph: Graph = {}
    inputs = {f"x{number}": rng.normal(size=shape) for number, shape in enumerate(shapes)}
    for name in inputs:
        graph[name] = ("input", ())
    graph["two"] = (("constant", 2.0), ())
    values = evaluate(graph, inputs)
    while len(graph) < size:
        op = str(rng.choice(ops))
        for _ in range(40):  # tries to find parents that fit, most often among the youngest
            first, second = (str(name) for name in rng.choice([*graph, *list(graph)[-4:] * 3], 2))
            parents = (first, second) if op in BINARY else (first,)
            if fits(op, [values[name] for name in parents], "two" in parents):
                graph[f"n{len(graph)}"] = (op, parents)
                values = evaluate(graph, inputs)
                break
    return graph, inputs


def shuffled(graph: Graph, rng: np.random.Generator) -> Graph:
    return {str(name): graph[str(name)] for name in rng.permutation(list(graph))}


def arrays_graph(seed: int) -> tuple[np.random.Generator, Graph, Arrays, str]:
    rng = np.random.default_rng(seed)
    shapes: list[tuple[int, ...]] = [(2, 3), (3, 2), (2, 2), (3, 3), ()]
    graph, inputs = random_graph(rng, [*MEANINGS, *BINARY, *BINARY], shapes, 24)
    return rng, graph, inputs, richest(graph)[-1 - rng.integers(3)]


def scalar_graph(seed: int, size: int = 14) -> tuple[np.random.Generator, Graph, Arrays, str]:
    rng = np.random.default_rng(seed)
    graph, inputs = random_graph(rng, [*SMOOTH, "add", "mul", "mul"], [(), (), ()], size)
    return rng, graph, inputs, richest(graph)[-1]


def diamonds(depth: int, width: int = 2) -> Graph:
    """Chain diamonds: each node fans out to `width` nodes, which are then added."""
    graph: Graph = {"d0": ("input", ())}
    for level in range(depth):
        for side in range(width):
            graph[f"s{level}.{side}"] = ("tanh", (f"d{level}",))
        graph[f"d{level + 1}"] = ("add", tuple(f"s{level}.{side}" for side in range(width)))
    return graph


def reaches(graph: Graph, source: str, output: str) -> bool:
    """Follow every edge backwards."""

    @cache
    def reached_from(name: str) -> bool:
        return name == source or any(reached_from(parent) for parent in graph[name][1])

    return reached_from(output)


# Order and values.


@MODEST
@given(SEEDS)
def test_parents_come_before_children_whatever_the_order_given(seed: int) -> None:
    rng, graph, _, _ = arrays_graph(seed)
    order = topological_order(shuffled(graph, rng))
    assert sorted(order) == sorted(graph)
    for name, (_, parents) in graph.items():
        assert all(order.index(parent) < order.index(name) for parent in parents)


@MODEST
@given(SEEDS)
def test_a_cycle_has_no_order(seed: int) -> None:
    rng, graph, _, output = scalar_graph(seed)
    ancestors = [name for name in graph if reaches(graph, name, output)]
    back = str(rng.choice(ancestors))
    with pytest.raises(ValueError, match=back):
        topological_order(shuffled({**graph, back: ("tanh", (output,))}, rng))


def test_a_long_chain_has_an_order() -> None:
    chain: Graph = {f"{n}": ("tanh", (f"{n - 1}",)) for n in range(5000, 0, -1)}
    assert topological_order({**chain, "0": ("input", ())}) == [f"{n}" for n in range(5001)]


@MODEST
@given(SEEDS)
def test_forward_computes_every_node_of_a_graph_out_of_order(seed: int) -> None:
    rng, graph, inputs, _ = arrays_graph(seed)
    values = forward(shuffled(graph, rng), {**inputs, "stranger": np.ones(3)})
    assert set(values) == set(graph)
    for name, expected in evaluate(graph, inputs).items():
        assert np.shape(values[name]) == np.shape(expected)
        np.testing.assert_allclose(values[name], expected, rtol=1e-12)


def test_forward_names_a_missing_input_and_an_unknown_op() -> None:
    graph: Graph = {"y": ("mul", ("x", "rate")), "x": ("input", ()), "rate": ("input", ())}
    with pytest.raises(KeyError) as missing:
        forward(graph, {"x": np.ones(2)})
    assert missing.value.args == ("rate",)
    with pytest.raises(ValueError, match="'cosh'"):
        forward({"x": ("input", ()), "y": ("cosh", ("x",))}, {"x": np.ones(2)})


def test_a_whole_number_has_a_reciprocal() -> None:
    graph: Graph = {"x": ("input", ()), "y": ("reciprocal", ("x",))}
    assert forward(graph, {"x": np.array(4)})["y"] == 0.25


# The reverse sweep.


@pytest.mark.parametrize("op", MEANINGS)
@MODEST
@given(seed=SEEDS)
def test_bprop_is_the_gradient_of_each_operation(op: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, inner, columns = rng.integers(1, 5, 3)
    values = [rng.normal(size=(rows, columns)) for _ in range(2)]
    if op == "matmul":
        values = [rng.normal(size=(rows, inner)), rng.normal(size=(inner, columns))]
    elif op not in ("add", "mul", "max"):
        values = values[:1]
    if op in ("log", "reciprocal"):
        values[0] = np.abs(values[0]) + 0.1
    value = MEANINGS[op](*values)
    upstream = rng.normal(size=np.shape(value))
    gradients = bprop(op, values, value, upstream)
    assert type(gradients) is tuple and len(gradients) == len(values)
    for position, gradient in enumerate(gradients):

        def of_one(changed: Any, position: int = position) -> Any:
            changed = [*values[:position], changed, *values[position + 1 :]]
            return anp.sum(upstream * MEANINGS[op](*changed))

        assert gradient.shape == values[position].shape
        expected = derivative(of_one, values[position])
        np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-12)


def test_a_node_times_itself_gets_two_gradients_that_are_summed() -> None:
    x = np.array([3.0, -2.0])
    one, other = bprop("mul", [x, x], x * x, np.ones(2))
    np.testing.assert_array_equal([one, other], [x, x])
    graph: Graph = {"x": ("input", ()), "y": ("mul", ("x", "x"))}
    gradient = backward(graph, forward(graph, {"x": x}), "y", ["x"])["x"]
    np.testing.assert_array_equal(gradient, 2 * x)


def test_max_hands_all_to_the_larger_and_a_tie_to_the_first() -> None:
    a, b = np.array([1.0, 5.0, 2.0]), np.array([4.0, 3.0, 2.0])
    one, other = bprop("max", [a, b], np.maximum(a, b), np.array([-7.0, 8.0, 9.0]))
    np.testing.assert_array_equal(one, [0, 8, 9])
    np.testing.assert_array_equal(other, [-7, 0, 0])


@pytest.mark.parametrize("op", ["floor", "input"])
def test_an_op_without_a_gradient_is_named(op: str) -> None:
    with pytest.raises(ValueError, match=f"'{op}'"):
        bprop(op, [np.ones(2)], np.ones(2), np.ones(2))


@MODEST
@given(SEEDS)
def test_backward_gives_the_gradient_with_respect_to_every_node(seed: int) -> None:
    rng, graph, inputs, output = arrays_graph(seed)
    values = evaluate(graph, inputs)
    wrt = [name for name in graph if name != "two"]
    claimed = backward(shuffled(graph, rng), values, output, wrt)
    assert list(claimed) == wrt
    for name in wrt:

        def of_one(changed: Any, name: str = name) -> Any:
            return anp.sum(evaluate(graph, inputs, {name: changed})[output])

        assert np.shape(claimed[name]) == np.shape(values[name])
        np.testing.assert_allclose(
            claimed[name], derivative(of_one, values[name]), rtol=1e-8, atol=1e-9
        )


@MODEST
@given(SEEDS)
def test_backward_visits_the_nodes_between_wrt_and_output_once(seed: int) -> None:
    rng, graph, inputs, output = arrays_graph(seed)
    wrt = ["x1", "x4", str(rng.choice([name for name in graph if name != "two"]))]
    visited: list[str] = []

    def counting(op: str, parents: list[Array], value: Array, upstream: Array) -> Any:
        visited.append(op)
        return bprop(op, parents, value, upstream)

    between = [
        op
        for name, (op, parents) in graph.items()
        if reaches(graph, name, output)
        and any(reaches(graph, source, parent) for source in wrt for parent in parents)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graphs, "bprop", counting)
        backward(shuffled(graph, rng), evaluate(graph, inputs), output, wrt)
    assert sorted(visited) == sorted(between)


def test_forty_diamonds_are_swept_in_one_call_per_node(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = diamonds(40)
    edges: list[int] = []

    def counting(op: str, parents: list[Array], value: Array, upstream: Array) -> Any:
        edges.append(len(parents))
        return bprop(op, parents, value, upstream)

    monkeypatch.setattr(graphs, "bprop", counting)
    values = forward(graph, {"d0": np.array([0.3])})
    gradient = backward(graph, values, f"d{40}", ["d0"])["d0"]
    assert len(edges) == len(graph) - 1
    assert sum(edges) == table_cost(graph, "d0", "d40")
    steps = [2 * (1 - np.tanh(values[f"d{level}"]) ** 2) for level in range(40)]
    np.testing.assert_allclose(gradient, np.prod(steps, axis=0), rtol=1e-12)


def test_what_the_output_does_not_depend_on_has_the_gradient_zero() -> None:
    graph: Graph = {
        "x": ("input", ()),
        "apart": ("input", ()),
        "y": ("exp", ("x",)),
        "later": ("floor", ("y",)),
    }
    values = {"x": np.ones(2), "apart": np.ones((3, 4)), "y": np.exp(np.ones(2))}
    values["later"] = np.floor(values["y"])
    gradients = backward(graph, values, "y", ["apart", "x", "later"])
    np.testing.assert_array_equal(gradients["apart"], np.zeros((3, 4)))
    np.testing.assert_array_equal(gradients["later"], np.zeros(2))
    np.testing.assert_array_equal(gradients["x"], np.exp(np.ones(2)))


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


# Jacobians.


@settings(MODEST, max_examples=10)
@given(SEEDS)
def test_the_jacobian_has_one_row_per_element_of_the_output(seed: int) -> None:
    rng, graph, inputs, output = arrays_graph(seed)
    values = evaluate(graph, inputs)
    for name, x in inputs.items():

        def of_one(changed: Any, name: str = name) -> Any:
            return anp.ravel(
                evaluate(graph, {**inputs, name: changed})[output] + 0 * anp.sum(changed)
            )

        rows = jacobian(shuffled(graph, rng), values, output, name)
        expected = dense_jacobian(of_one)(x).reshape(np.size(values[output]), x.size)
        assert rows.shape == expected.shape
        np.testing.assert_allclose(rows, expected, rtol=1e-8, atol=1e-9)


def test_the_jacobian_names_an_op_without_a_gradient() -> None:
    graph: Graph = {"x": ("input", ()), "y": ("floor", ("x",)), "z": ("exp", ("y",))}
    values = {"x": np.ones(2), "y": np.ones(2), "z": np.exp(np.ones(2))}
    with pytest.raises(ValueError, match="'floor'"):
        jacobian(graph, values, "z", "x")
    np.testing.assert_array_equal(jacobian(graph, values, "z", "y"), np.e * np.eye(2))


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


# Costs.


@pytest.mark.parametrize("depth", [0, 1, 2, 3, 40, 400])
@pytest.mark.parametrize("width", [2, 3])
def test_the_costs_of_diamonds_are_exact(depth: int, width: int) -> None:
    graph = diamonds(depth, width)
    naive = naive_cost(graph, "d0", f"d{depth}")
    assert naive == sum(2 * width * width**level for level in range(depth))
    assert type(naive) is int
    assert table_cost(graph, "d0", f"d{depth}") == 2 * width * depth


@MODEST
@given(SEEDS)
def test_the_costs_are_those_of_doing_it(seed: int) -> None:
    rng, graph, _, _ = scalar_graph(seed, size=12)
    for source in graph:
        for output in graph:
            counted = {"naive": 0, "table": 0}

            def differentiate(name: str, output: str = output, counted: Any = counted) -> None:
                for child, (_, parents) in graph.items():
                    for parent in parents:
                        if name != output and parent == name and reaches(graph, child, output):
                            counted["naive"] += 1
                            differentiate(child)

            differentiate(source)
            counted["table"] = sum(
                reaches(graph, source, parent) and reaches(graph, child, output)
                for child, (_, parents) in graph.items()
                for parent in parents
            )
            given_graph = shuffled(graph, rng)
            assert naive_cost(given_graph, source, output) == counted["naive"]
            assert table_cost(given_graph, source, output) == counted["table"]


def test_costs_of_what_is_not_connected_are_zero() -> None:
    graph: Graph = {"x": ("input", ()), "apart": ("input", ()), "y": ("mul", ("x", "x"))}
    assert naive_cost(graph, "x", "y") == table_cost(graph, "x", "y") == 2
    assert naive_cost(graph, "apart", "y") == table_cost(graph, "apart", "y") == 0
    assert naive_cost(graph, "y", "x") == table_cost(graph, "y", "x") == 0


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


# Layers and losses.


def cross_entropy(logits: Any, labels: Array) -> Any:
    shifted = logits - anp.max(logits, axis=0, keepdims=True)
    logs = shifted - anp.log(anp.sum(anp.exp(shifted), axis=0, keepdims=True))
    return -anp.mean(logs[labels, np.arange(labels.size)])


ACTIVATIONS: dict[str, Any] = {
    "relu": MEANINGS["relu"],
    "tanh": anp.tanh,
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
}


@MODEST
@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 4), SEEDS)
def test_linear_backward_is_the_gradient(m: int, n: int, batch: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, W, dz = rng.normal(size=(n, batch)), rng.normal(size=(m, n)), rng.normal(size=(m, batch))
    claimed = linear_backward(x, W, dz)
    assert set(claimed) == {"dx", "dW"}
    dx = grad(lambda x: anp.sum(dz * anp.dot(W, x)))(x)
    dW = grad(lambda W: anp.sum(dz * anp.dot(W, x)))(W)
    np.testing.assert_allclose(claimed["dx"], dx, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(claimed["dW"], dW, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
@MODEST
@given(seed=SEEDS, scale=st.sampled_from([0.1, 1.0, 5.0]))
def test_elementwise_backward_is_the_gradient(name: str, seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    x, dz = scale * rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    expected = grad(lambda x: anp.sum(dz * ACTIVATIONS[name](x)))(x)
    np.testing.assert_allclose(elementwise_backward(name, x, dz), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.filterwarnings("error")
def test_elementwise_backward_bears_any_size(name: str) -> None:
    slopes = elementwise_backward(name, np.array([-1e6, 1e6]), np.ones(2))
    np.testing.assert_array_equal(slopes, [0, name == "relu"])


def test_unknown_functions_are_named() -> None:
    with pytest.raises(ValueError, match="'step'"):
        elementwise_backward("step", np.ones(2), np.ones(2))
    with pytest.raises(ValueError, match="'step'"):
        deep_forward(np.ones((2, 1)), [np.ones((2, 2))] * 2, None, ["step"])


@MODEST
@given(st.integers(1, 6), st.integers(1, 5), SEEDS)
def test_softmax_cross_entropy_and_its_gradient(m: int, batch: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    logits, labels = 3 * rng.normal(size=(m, batch)), rng.integers(0, m, batch)
    loss, dlogits = softmax_cross_entropy(logits, labels)
    assert type(loss) is float
    assert loss == pytest.approx(float(cross_entropy(logits, labels)), rel=1e-12, abs=1e-14)
    expected = grad(lambda z: cross_entropy(z, labels))(logits)
    np.testing.assert_allclose(dlogits, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(dlogits.sum(axis=0), 0, atol=1e-12)


@pytest.mark.filterwarnings("error")
def test_softmax_cross_entropy_bears_a_thousand() -> None:
    logits = np.array([[1000.0, 1000.0, -1000.0], [-1000.0, -1000.0, -1000.0]])
    loss, dlogits = softmax_cross_entropy(logits, np.array([0, 1, 0]))
    assert loss == pytest.approx((0 + 2000 + np.log(2)) / 3)
    np.testing.assert_allclose(dlogits, np.array([[0, 1, -0.5], [0, -1, 0.5]]) / 3, atol=1e-15)


@MODEST
@given(st.sampled_from([(), (1,), (4,), (2, 3), (2, 1, 3)]), SEEDS)
def test_numerical_gradient_is_close_and_leaves_x(shape: tuple[int, ...], seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, c = rng.normal(size=shape), rng.normal(size=shape)
    before = x.copy()

    def f(x_shifted: Any) -> Any:
        np.testing.assert_array_equal(x, before)
        return anp.sum(c * anp.tanh(x_shifted) * anp.exp(x_shifted))

    approximate = numerical_gradient(f, x)
    np.testing.assert_array_equal(x, before)
    assert approximate.shape == x.shape
    np.testing.assert_allclose(approximate, grad(f)(x), rtol=1e-6, atol=1e-8)


def test_numerical_gradient_is_central_with_the_given_step() -> None:
    gradient = numerical_gradient(lambda x: float(np.sum(x**3)), np.array([1, 2]), h=0.5)
    np.testing.assert_allclose(gradient, [3 + 0.25, 12 + 0.25], rtol=1e-12)


def test_relative_error_is_a_ratio_of_norms() -> None:
    a, b = np.array([[3.0, 0.0], [0.0, 4.0]]), np.array([[0.0, 0.0], [0.0, 4.0]])
    assert relative_error(a, b) == relative_error(b, a) == pytest.approx(3 / 9)
    assert relative_error(1e-9 * a, 1e-9 * b) == pytest.approx(3 / 9)
    assert relative_error(a, -a) == pytest.approx(1)
    assert relative_error(a, np.zeros((2, 2))) == pytest.approx(1)
    assert relative_error(np.array(2.0), np.array(2.0)) == 0
    zero = relative_error(np.zeros(3), np.zeros(3))
    assert zero == 0 and type(zero) is float
    with pytest.raises(ValueError, match="shapes"):
        relative_error(np.ones((3, 1)), np.ones((1, 3)))


@st.composite
def deep_networks(draw: st.DrawFn) -> dict[str, Any]:
    sizes = draw(st.lists(st.integers(1, 5), min_size=2, max_size=5))
    names = st.sampled_from(list(ACTIVATIONS))
    hidden = draw(st.lists(names, min_size=len(sizes) - 2, max_size=len(sizes) - 2))
    batch, with_biases = draw(st.integers(1, 4)), draw(st.booleans())
    rng = np.random.default_rng(draw(SEEDS))
    return {
        "x": rng.normal(size=(sizes[0], batch)),
        "weights": [rng.normal(size=(rows, columns)) for columns, rows in pairwise(sizes)],
        "biases": [rng.normal(size=(rows, 1)) for rows in sizes[1:]] if with_biases else None,
        "activations": hidden,
        "labels": rng.integers(0, sizes[-1], batch),
        "weight_decay": draw(st.sampled_from([0, 0.1, 2.0])),
    }


@MODEST
@given(deep_networks())
def test_a_deep_network_and_its_gradients(network: dict[str, Any]) -> None:
    x, labels, weight_decay = network["x"], network["labels"], network["weight_decay"]
    parameters = {f"W{layer + 1}": W for layer, W in enumerate(network["weights"])}
    parameters |= {f"b{layer + 1}": b for layer, b in enumerate(network["biases"] or [])}

    def logits_of(p: dict[str, Any]) -> Any:
        h = x
        for layer in range(1, len(network["weights"]) + 1):
            z = anp.dot(p[f"W{layer}"], h) + p.get(f"b{layer}", 0.0)
            if layer <= len(network["activations"]):
                h = ACTIVATIONS[network["activations"][layer - 1]](z)
        return z

    def loss_of(p: dict[str, Any]) -> Any:
        squares = sum(anp.sum(value**2) for name, value in p.items() if name[0] == "W")
        return cross_entropy(logits_of(p), labels) + weight_decay * squares

    predictions, cache = deep_forward(
        x, network["weights"], network["biases"], network["activations"]
    )
    odds = np.exp(logits_of(parameters))
    np.testing.assert_allclose(predictions, odds / odds.sum(axis=0), rtol=1e-9)
    loss, gradients = deep_backward(cache, labels, weight_decay)
    assert type(loss) is float
    assert loss == pytest.approx(float(loss_of(parameters)), rel=1e-12, abs=1e-14)
    assert set(gradients) == {f"d{name}" for name in parameters}
    for name, expected in grad(loss_of)(parameters).items():
        assert gradients[f"d{name}"].shape == expected.shape
        np.testing.assert_allclose(gradients[f"d{name}"], expected, rtol=1e-9, atol=1e-11)


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
def test_an_exercise_needs_numpy_and_other_exercises_only(exercise: Any) -> None:
    needed = set(inspect.getclosurevars(exercise).globals)
    assert needed <= {"np"} | {function.__name__ for function in EXERCISES}


@MODEST
@given(SEEDS)
def test_graphs_and_values_are_not_modified(seed: int) -> None:
    _, graph, inputs, output = arrays_graph(seed)
    values = forward(graph, inputs)
    entries = list(graph.items())
    before = {name: np.copy(value) for name, value in values.items()}
    topological_order(graph)
    backward(graph, values, output, list(inputs))
    jacobian(graph, values, output, "x0")
    jvp(graph, values, {"x0": np.ones((2, 3))}, output)
    naive_cost(graph, "x0", output)
    table_cost(graph, "x0", output)
    assert list(graph.items()) == entries
    assert set(values) == set(before) and set(inputs) == {f"x{number}" for number in range(5)}
    for name, value in before.items():
        np.testing.assert_array_equal(values[name], value)
    _, smooth, _, last = scalar_graph(seed)
    entries = list(smooth.items())
    build_grad(smooth, last, ["x0"])
    assert list(smooth.items()) == entries


@MODEST
@given(deep_networks())
def test_arrays_are_not_modified(network: dict[str, Any]) -> None:
    arguments = [network["x"], network["labels"], *network["weights"], *(network["biases"] or [])]
    before = [array.copy() for array in arguments]
    predictions, cache = deep_forward(
        network["x"], network["weights"], network["biases"], network["activations"]
    )
    made = predictions.copy()
    first = deep_backward(cache, network["labels"], 0.5)
    again = deep_backward(cache, network["labels"], 0.5)
    assert first[0] == again[0]
    logits = np.arange(12.0).reshape(3, 4)
    softmax_cross_entropy(logits, np.array([0, 1, 2, 0]))
    np.testing.assert_array_equal(logits, np.arange(12.0).reshape(3, 4))
    np.testing.assert_array_equal(predictions, made)
    for array, old in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(array, old)


@MODEST
@given(deep_networks())
def test_single_precision_stays_single(network: dict[str, Any]) -> None:
    weights = [W.astype(np.float32) for W in network["weights"]]
    x = network["x"].astype(np.float32)
    predictions, cache = deep_forward(x, weights, None, network["activations"])
    gradients = deep_backward(cache, network["labels"], 0.5)[1]
    assert predictions.dtype == np.float32
    assert {gradient.dtype for gradient in gradients.values()} == {np.dtype(np.float32)}
