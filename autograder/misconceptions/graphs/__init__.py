"""Known mistakes in `graphs`, as real learners make them.

Each docstring of a mistake is the hint that the learner reads: it names the idea that is missing.
"""

from autograder.misconceptions.graphs import (
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

__all__ = [
    "backward",
    "bprop",
    "build_grad",
    "chain_cost",
    "deep_backward",
    "deep_forward",
    "elementwise_backward",
    "forward",
    "hessian_vector_product",
    "jacobian",
    "jvp",
    "linear_backward",
    "naive_cost",
    "numerical_gradient",
    "relative_error",
    "softmax_cross_entropy",
    "table_cost",
    "top_eigenvalue",
    "topological_order",
]
