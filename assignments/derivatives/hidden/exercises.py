"""How each exercise of `derivatives` is run."""

from __future__ import annotations

from typing import Any

from assignments.derivatives.hidden.cases import draw_cases, public_cases
from assignments.derivatives.hidden.laws import too_many_nodes
from assignments.derivatives.hidden.symbols import checked_gradient, evaluated, is_too_large
from autograder.authoring import Assignment, Case, Code, Exercise, Product, whole


def run_build_grad(code: Code, case: Case) -> Any:
    """Evaluate the graphs that come back: their shape is free, their numbers are not."""
    answer = code.call("build_grad", case.graph, case.output, case.wrt)
    if is_too_large(answer):
        raise too_many_nodes(case)
    graph, names = checked_gradient(answer, case.graph, case.wrt)
    first = evaluated(graph, case.inputs, names)
    outputs = {"gradient": first, "new_nodes": len(graph) - len(case.graph)}
    answer = code.call("build_grad", graph, names[case.wrt[0]], case.wrt)
    if is_too_large(answer):
        return outputs
    further, second_names = checked_gradient(answer, graph, case.wrt)
    return {**outputs, "second": evaluated(further, case.inputs, second_names)}


def run_jvp(code: Code, case: Case) -> Any:
    return code.call("jvp", case.graph, case.values["values"], case.tangents, case.output)


def run_chain_cost(code: Code, case: Case) -> Any:
    return code.call("chain_cost", case.dims, case.mode)


def run_hessian_vector_product(code: Code, case: Case) -> Any:
    return code.call("hessian_vector_product", case.W, case.x, case.labels, case.v)


def run_top_eigenvalue(code: Code, case: Case) -> Any:
    hvp = Product(case.matrix)
    value = code.call("top_eigenvalue", hvp, case.n, case.iterations, case.rng)
    return {**whole("eigenvalue", value), "products": hvp.calls}


ASSIGNMENT = Assignment(
    name="derivatives",
    exercises=(
        Exercise(
            "build_grad",
            ("gradient",),
            run_build_grad,
            observes=("new_nodes", "second"),
            by_law=True,
        ),
        Exercise("jvp", ("tangent",), run_jvp),
        Exercise("chain_cost", ("cost",), run_chain_cost),
        Exercise("hessian_vector_product", ("product",), run_hessian_vector_product),
        Exercise("top_eigenvalue", ("eigenvalue",), run_top_eigenvalue, observes=("products",)),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
