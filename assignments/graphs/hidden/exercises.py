"""How each exercise of `graphs` is run, and the functions of which its backwards are gradients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from assignments.graphs.hidden.cases import draw_cases, public_cases
from autograder.authoring import (
    Array,
    Assignment,
    Case,
    Code,
    Exercise,
    Forward,
    Inputs,
    named_outputs,
    real_array,
    unpacked,
    whole,
)

SWEEP = ("topological_order", "bprop")


def run_topological_order(code: Code, case: Case) -> Any:
    return whole("order", code.call("topological_order", case.graph))


def run_forward(code: Code, case: Case) -> Any:
    return whole("values", code.call("forward", case.graph, case.inputs))


def run_bprop(code: Code, case: Case) -> Any:
    gradients = code.call("bprop", case.op, case.parents, case.value, case.upstream)
    return whole("gradients", gradients)


def run_backward(code: Code, case: Case) -> Any:
    arguments = (case.graph, case.values["values"], case.output, case.wrt)
    return whole("gradients", code.call("backward", *arguments))


def run_jacobian(code: Code, case: Case) -> Any:
    return code.call("jacobian", case.graph, case.values["values"], case.output, case.wrt)


def run_naive_cost(code: Code, case: Case) -> Any:
    return code.call("naive_cost", case.graph, case.source, case.output)


def run_table_cost(code: Code, case: Case) -> Any:
    return code.call("table_cost", case.graph, case.source, case.output)


def run_linear_backward(code: Code, case: Case) -> Any:
    return code.call("linear_backward", case.x, case.W, case.dz)


def run_elementwise_backward(code: Code, case: Case) -> Any:
    return code.call("elementwise_backward", case.name, case.x, case.dz)


def run_softmax_cross_entropy(code: Code, case: Case) -> Any:
    return code.call("softmax_cross_entropy", case.logits, case.labels)


def run_numerical_gradient(code: Code, case: Case) -> Any:
    return code.call("numerical_gradient", case.f, case.x, *case.step)


def run_relative_error(code: Code, case: Case) -> Any:
    return code.call("relative_error", case.a, case.b)


def run_deep_forward(code: Code, case: Case) -> Any:
    return code.call("deep_forward", case.x, case.weights, case.biases, case.activations)


def run_deep_backward(code: Code, case: Case) -> Any:
    arguments = (case.x, case.weights, case.biases, case.activations)
    cache = code.cache("deep_forward", *arguments, position=1)
    return code.call("deep_backward", cache, case.labels, case.weight_decay)


def backward_inputs(case: Case) -> Inputs:
    return {"gradients": {name: case.inputs[name] for name in case.wrt}}


def backward_objective(code: Code, case: Case, inputs: Inputs) -> float:
    given = {**case.inputs, **inputs["gradients"]}
    values = code.call("forward", case.graph, given)
    output = values.get(case.output) if isinstance(values, Mapping) else None
    return float(
        np.sum(real_array(case.output, output, np.shape(case.values["values"][case.output])))
    )


def cross_entropy_objective(code: Code, case: Case, inputs: Inputs) -> float:
    value = code.call("softmax_cross_entropy", inputs["dlogits"], case.labels)
    loss = named_outputs(("loss", "dlogits"), value).get("loss")
    return float(real_array("loss", loss, ()))


def deep_inputs(case: Case) -> Inputs:
    weights = {f"dW{layer}": W for layer, W in enumerate(case.weights, 1)}
    biases = {f"db{layer}": b for layer, b in enumerate(case.biases or [], 1)}
    return {"gradients": {**weights, **biases}}


def deep_objective(code: Code, case: Case, inputs: Inputs) -> float:
    gradients = inputs["gradients"]
    layers = range(1, len(case.weights) + 1)
    weights: list[Array] = [gradients[f"dW{layer}"] for layer in layers]
    biases = [gradients[f"db{layer}"] for layer in layers] if case.biases else None
    value = code.call("deep_forward", case.x, weights, biases, case.activations)
    predictions = named_outputs(("predictions",), unpacked(value)).get("predictions")
    probabilities = real_array("predictions", predictions, (weights[-1].shape[0], case.x.shape[1]))
    right = probabilities[case.labels, np.arange(case.labels.size)]
    decay = case.weight_decay * sum(float(np.sum(W**2)) for W in weights)
    return float(-np.log(right).mean()) + decay


ASSIGNMENT = Assignment(
    name="graphs",
    exercises=(
        Exercise("topological_order", ("order",), run_topological_order, by_law=True),
        Exercise("forward", ("values",), run_forward, uses=(("topological_order",),)),
        Exercise("bprop", ("gradients",), run_bprop),
        Exercise("numerical_gradient", ("gradient",), run_numerical_gradient, pure=True),
        Exercise("relative_error", ("error",), run_relative_error),
        Exercise(
            "backward",
            ("gradients",),
            run_backward,
            uses=(("topological_order",), SWEEP),
            forward=Forward("forward", backward_inputs, backward_objective),
        ),
        Exercise(
            "jacobian", ("jacobian",), run_jacobian, uses=(("backward",), ("backward", *SWEEP))
        ),
        Exercise("naive_cost", ("cost",), run_naive_cost, uses=(("topological_order",),)),
        Exercise("table_cost", ("cost",), run_table_cost, uses=(("topological_order",),)),
        Exercise("linear_backward", ("dx", "dW"), run_linear_backward),
        Exercise("elementwise_backward", ("dx",), run_elementwise_backward),
        Exercise(
            "softmax_cross_entropy",
            ("loss", "dlogits"),
            run_softmax_cross_entropy,
            forward=Forward(
                "softmax_cross_entropy",
                lambda case: {"dlogits": case.logits},
                cross_entropy_objective,
            ),
        ),
        Exercise("deep_forward", ("predictions",), run_deep_forward, cache_position=1),
        Exercise(
            "deep_backward",
            ("loss", "gradients"),
            run_deep_backward,
            uses=(("softmax_cross_entropy", "linear_backward", "elementwise_backward"),),
            forward=Forward("deep_forward", deep_inputs, deep_objective),
        ),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
    drawn=False,  # a picture of a graph has its nodes in an order: that is an exercise
)
