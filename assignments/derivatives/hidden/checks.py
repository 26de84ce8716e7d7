"""The checks of `derivatives`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from assignments.derivatives.hidden.laws import (
    can_be_looked_at,
    multiplies_no_more_than_asked,
    stays_small,
)
from autograder.authoring import Attempt, check


@check("build_grad")
def test_build_grad_gradient(attempt: Attempt) -> None:
    """The new nodes, evaluated, are the gradient."""
    attempt.agrees("gradient")


@check("build_grad")
def test_build_grad_second(attempt: Attempt) -> None:
    """Built once more, they are the second derivatives."""
    attempt.obeys(can_be_looked_at)
    attempt.agrees("second")


@check("build_grad")
def test_build_grad_small(attempt: Attempt) -> None:
    """Each gradient is built once: a few new nodes for every edge that matters."""
    attempt.agrees("gradient", kind="long")
    attempt.obeys(stays_small, kind="long")


@check("build_grad")
def test_build_grad_edges(attempt: Attempt) -> None:
    """Inputs that play no part have gradient 0; ops without a derivative are refused by name."""
    attempt.agrees("gradient", kind="unconnected")
    attempt.refuses("refused")


@check("jvp", share=2)
def test_jvp_values(attempt: Attempt) -> None:
    """The output moves as it should when all inputs move."""
    attempt.agrees("tangent")


@check("jvp")
def test_jvp_still(attempt: Attempt) -> None:
    """Inputs without a tangent stand still."""
    attempt.agrees("tangent", kind="still")


@check("jvp")
def test_jvp_refusal(attempt: Attempt) -> None:
    """An op without a derivative is refused by name, but not where the output does without it."""
    attempt.refuses("refused")
    attempt.agrees("tangent", kind="aside")


@check("chain_cost")
def test_chain_cost_count(attempt: Attempt) -> None:
    """Both costs are exact, and an unknown mode is refused with its name."""
    attempt.agrees("cost")
    attempt.refuses("refused")


@check("hessian_vector_product", share=3)
def test_hessian_vector_product_values(attempt: Attempt) -> None:
    """The product is that of the Hessian and the vector."""
    attempt.agrees("product")


@check("hessian_vector_product")
def test_hessian_vector_product_memory(attempt: Attempt) -> None:
    """It takes far less memory than the Hessian or its blocks would."""
    attempt.agrees("product", kind="memory")


@check("top_eigenvalue")
def test_top_eigenvalue_value(attempt: Attempt) -> None:
    """The eigenvalue of greatest magnitude is found, with its sign."""
    attempt.agrees("eigenvalue")


@check("top_eigenvalue")
def test_top_eigenvalue_products(attempt: Attempt) -> None:
    """`hvp` is called no more often than allowed, and a matrix of zeros has the eigenvalue 0."""
    attempt.obeys(multiplies_no_more_than_asked)
    attempt.agrees("eigenvalue", kind="zero")
