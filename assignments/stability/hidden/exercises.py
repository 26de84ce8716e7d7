"""How each exercise of `stability` is run."""

from __future__ import annotations

from typing import Any

import numpy as np

from assignments.stability.hidden.cases import draw_cases, public_cases
from autograder.authoring import (
    Array,
    Assignment,
    Case,
    Code,
    Exercise,
    Seed,
    named_outputs,
    real_array,
)

EIGENPAIR = ("value", "vector", "iterations", "converged")
CLIPPED = ("clipped", "norm")


def run_matrix_power_eigenvalues(code: Code, case: Case) -> Any:
    return code.call("matrix_power_eigenvalues", case.M, case.k)


def run_power_iterates(code: Code, case: Case) -> Any:
    return code.call("power_iterates", case.M, case.x, case.k)


def run_alignment(code: Code, case: Case) -> Any:
    return code.call("alignment", case.M, case.x, case.k)


def run_dominant_eigenpair(code: Code, case: Case) -> Any:
    """Run it with every seed; of several, put the vectors into the rows of one array."""
    found = [
        canonical_eigenpair(
            code.call("dominant_eigenpair", case.M, Seed(seed), case.tol, case.max_iterations),
            case.eigenvector,
        )
        for seed in case.seeds
    ]
    if len(found) == 1:
        return found[0]
    vectors = stacked("vector", [pair.get("vector") for pair in found], (len(case.M),))
    return {**found[0], "vector": vectors}


def run_alignment_probability(code: Code, case: Case) -> Any:
    settings = (case.n, case.ratio, case.k, case.angle, case.trials)
    shares = [code.call("alignment_probability", *settings, Seed(seed)) for seed in case.seeds]
    return shares[0] if len(shares) == 1 else stacked("probability", shares, ())


def run_jacobian_product(code: Code, case: Case) -> Any:
    return code.call("jacobian_product", case.W, case.states)


def run_gradient_norms(code: Code, case: Case) -> Any:
    return code.call("gradient_norms", case.W, case.states)


def run_norm_bound(code: Code, case: Case) -> Any:
    return code.call("norm_bound", case.W, case.slope, case.distance)


def run_clip_by_value(code: Code, case: Case) -> Any:
    return {"clipped": code.call("clip_by_value", case.grads, case.limit)}


def run_clip_by_global_norm(code: Code, case: Case) -> Any:
    return code.call("clip_by_global_norm", case.grads, case.max_norm)


def run_clipped_sgd_step(code: Code, case: Case) -> Any:
    step = (case.parameters, case.grads, case.lr, case.max_norm)
    return {"new": code.call("clipped_sgd_step", *step)}


def run_scale_spectral_radius(code: Code, case: Case) -> Any:
    return code.call("scale_spectral_radius", case.W, case.rho)


def run_orthogonal(code: Code, case: Case) -> Any:
    drawn = [code.call("orthogonal", case.n, Seed(seed)) for seed in case.seeds]
    return drawn[0] if len(drawn) == 1 else stacked("Q", drawn, (case.n, case.n))


def canonical_eigenpair(value: Any, eigenvector: Array) -> dict[str, Any]:
    """Name the parts of an eigenpair and give each the one form of several that are right.

    The vector gets the direction of the right one; a whole number and a truth value of NumPy's
    become Python's. What has no right form stays as it is.
    """
    outputs = named_outputs(EIGENPAIR, value)
    vector = outputs.get("vector")
    if (
        isinstance(vector, np.ndarray)
        and vector.dtype.kind == "f"
        and vector.shape == eigenvector.shape
        and vector @ eigenvector < 0
    ):
        outputs["vector"] = -vector
    for name, kinds in (("iterations", "iu"), ("converged", "b")):
        part = outputs.get(name)
        if (
            isinstance(part, np.ndarray | np.generic)
            and not part.shape
            and part.dtype.kind in kinds
        ):
            outputs[name] = part.item()
    return outputs


def stacked(name: str, values: list[Any], shape: tuple[int, ...]) -> Array:
    """Put the answers to several calls into one array."""
    return np.stack([real_array(name, value, shape) for value in values])


ASSIGNMENT = Assignment(
    name="stability",
    exercises=(
        Exercise("matrix_power_eigenvalues", ("eigenvalues",), run_matrix_power_eigenvalues),
        Exercise("power_iterates", ("iterates",), run_power_iterates),
        Exercise("alignment", ("cosines",), run_alignment, uses=(("power_iterates",),)),
        Exercise("dominant_eigenpair", EIGENPAIR, run_dominant_eigenpair, by_law=True),
        Exercise(
            "alignment_probability",
            ("probability",),
            run_alignment_probability,
            uses=(("power_iterates", "alignment"),),
            by_law=True,
        ),
        Exercise("jacobian_product", ("jacobian",), run_jacobian_product),
        Exercise("gradient_norms", ("norms",), run_gradient_norms, uses=(("jacobian_product",),)),
        Exercise("norm_bound", ("bound",), run_norm_bound),
        Exercise("clip_by_value", ("clipped",), run_clip_by_value, pure=True),
        Exercise("clip_by_global_norm", CLIPPED, run_clip_by_global_norm, pure=True),
        Exercise(
            "clipped_sgd_step",
            ("new",),
            run_clipped_sgd_step,
            uses=(("clip_by_global_norm",),),
            pure=True,
        ),
        Exercise("scale_spectral_radius", ("scaled",), run_scale_spectral_radius),
        Exercise("orthogonal", ("Q",), run_orthogonal, by_law=True),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
