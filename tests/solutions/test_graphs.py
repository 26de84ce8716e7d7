"""The reference of `graphs` against automatic differentiation, counting and linear algebra."""

from __future__ import annotations

import inspect
from itertools import pairwise
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd import jacobian as dense_jacobian
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions import graphs
from solutions.graphs import (
    Array,
    Graph,
    backward,
    bprop,
    deep_backward,
    deep_forward,
    elementwise_backward,
    forward,
    jacobian,
    linear_backward,
    naive_cost,
    numerical_gradient,
    relative_error,
    softmax_cross_entropy,
    table_cost,
    topological_order,
)

from .random_graphs import (
    MEANINGS,
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

EXERCISES = [
    topological_order,
    forward,
    bprop,
    backward,
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
]

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


# Layers and losses.


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
    naive_cost(graph, "x0", output)
    table_cost(graph, "x0", output)
    assert list(graph.items()) == entries
    assert set(values) == set(before) and set(inputs) == {f"x{number}" for number in range(5)}
    for name, value in before.items():
        np.testing.assert_array_equal(values[name], value)


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
