"""The checks of `stability`.

A check is a pytest function; its docstring is the sentence the learner reads about it.
"""

from __future__ import annotations

from assignments.stability.hidden import laws
from autograder.authoring import Attempt, check


@check("matrix_power_eigenvalues")
def test_matrix_power_eigenvalues_values(attempt: Attempt) -> None:
    """The eigenvalues of the power are right where none is negative."""
    attempt.agrees("eigenvalues")


@check("matrix_power_eigenvalues")
def test_matrix_power_eigenvalues_signs(attempt: Attempt) -> None:
    """Negative eigenvalues get the right signs and places, for odd and even k."""
    attempt.agrees("eigenvalues", kind="signs")


@check("power_iterates")
def test_power_iterates_values(attempt: Attempt) -> None:
    """Each column is the right vector of norm 1."""
    attempt.agrees("iterates")


@check("power_iterates")
def test_power_iterates_extreme(attempt: Attempt) -> None:
    """A thousand multiplications by very large or very small eigenvalues come out right."""
    attempt.agrees("iterates", kind="extreme")


@check("power_iterates")
def test_power_iterates_zero(attempt: Attempt) -> None:
    """The zero vector raises ValueError, at the start and on the way, but not after the end."""
    attempt.refuses("refused")
    attempt.obeys(laws.is_answered, "barely")


@check("alignment")
def test_alignment_values(attempt: Attempt) -> None:
    """The cosines are right where the dominant eigenvalue is positive."""
    attempt.agrees("cosines")


@check("alignment")
def test_alignment_negative(attempt: Attempt) -> None:
    """The cosines are right where the dominant eigenvalue is negative."""
    attempt.agrees("cosines", kind="negative")


@check("alignment")
def test_alignment_never(attempt: Attempt) -> None:
    """A vector perpendicular to the eigenvector stays so, and the zero vector raises ValueError."""
    attempt.obeys(laws.stays_perpendicular, "perpendicular")
    attempt.refuses("refused")


@check("dominant_eigenpair")
def test_dominant_eigenpair_value(attempt: Attempt) -> None:
    """The eigenvalue is the one of the greatest magnitude, with its sign."""
    attempt.agrees("value")


@check("dominant_eigenpair")
def test_dominant_eigenpair_vector(attempt: Attempt) -> None:
    """The eigenvector is right, in either of the two directions, and has norm 1."""
    attempt.agrees("vector")


@check("dominant_eigenpair")
def test_dominant_eigenpair_convergence(attempt: Attempt) -> None:
    """It starts at random, stops when the tolerance is satisfied, and says whether it is."""
    attempt.obeys(laws.converges)
    attempt.obeys(laws.converges, "tiny")
    attempt.obeys(laws.converges, "at once")
    attempt.obeys(laws.gives_up, "too few")
    attempt.obeys(laws.value_fits_vector, "too few")
    attempt.obeys(laws.starts_at_random, "generators")


@check("dominant_eigenpair")
def test_dominant_eigenpair_tie(attempt: Attempt) -> None:
    """Where λ and -λ share the greatest magnitude, it says that it has not converged."""
    attempt.obeys(laws.says_converged, "easy")
    attempt.obeys(laws.gives_up, "tie")


@check("alignment_probability", share=3)
def test_alignment_probability_share(attempt: Attempt) -> None:
    """The share is as close to the exact probability as that many trials can come."""
    attempt.obeys(laws.is_probable)


@check("alignment_probability")
def test_alignment_probability_chance(attempt: Attempt) -> None:
    """All randomness comes from `rng`: other seeds give other shares, the same seed the same."""
    attempt.obeys(laws.comes_from_generator, "generators")


@check("jacobian_product", share=3)
def test_jacobian_product_values(attempt: Attempt) -> None:
    """The Jacobian is right for any number of steps."""
    attempt.agrees("jacobian")


@check("jacobian_product")
def test_jacobian_product_empty(attempt: Attempt) -> None:
    """Without states it is the identity."""
    attempt.agrees("jacobian", kind="empty")


@check("gradient_norms")
def test_gradient_norms_values(attempt: Attempt) -> None:
    """The norm is right at every distance."""
    attempt.agrees("norms")


@check("norm_bound")
def test_norm_bound_values(attempt: Attempt) -> None:
    """The bound is what the formula gives."""
    attempt.agrees("bound")


@check("norm_bound")
def test_norm_bound_bounds(attempt: Attempt) -> None:
    """No network's Jacobian has a larger norm, and some reach the bound."""
    attempt.obeys(laws.bounds, "network")


@check("clip_by_value")
def test_clip_by_value_values(attempt: Attempt) -> None:
    """Elements beyond the limit are limited, the others stay."""
    attempt.agrees("clipped")


@check("clip_by_value")
def test_clip_by_value_arguments(attempt: Attempt) -> None:
    """Something is clipped, and the arguments are not modified."""
    attempt.obeys(laws.limits_elements)
    attempt.leaves_arguments_alone()


@check("clip_by_global_norm")
def test_clip_by_global_norm_clipped(attempt: Attempt) -> None:
    """Gradients that are too long are shortened to the limit, all by one factor."""
    attempt.agrees("clipped")


@check("clip_by_global_norm")
def test_clip_by_global_norm_norm(attempt: Attempt) -> None:
    """`norm` is the norm of all gradients together, before clipping."""
    attempt.agrees("norm")
    attempt.agrees("norm", kind="untouched")


@check("clip_by_global_norm")
def test_clip_by_global_norm_untouched(attempt: Attempt) -> None:
    """Gradients below the limit, exactly at it, or zero stay exactly as they are."""
    attempt.obeys(laws.shortens)
    attempt.obeys(laws.is_untouched, "untouched")
    attempt.obeys(laws.is_untouched, "zero")
    attempt.agrees("norm", kind="zero")


@check("clip_by_global_norm")
def test_clip_by_global_norm_arguments(attempt: Attempt) -> None:
    """Something is clipped, and the arguments are not modified."""
    attempt.obeys(laws.shortens)
    attempt.leaves_arguments_alone()


@check("clip_by_global_norm")
def test_clip_by_global_norm_refused(attempt: Attempt) -> None:
    """NaN and infinity raise FloatingPointError."""
    attempt.refuses("refused")


@check("clipped_sgd_step")
def test_clipped_sgd_step_values(attempt: Attempt) -> None:
    """The new parameters are right."""
    attempt.agrees("new")


@check("clipped_sgd_step")
def test_clipped_sgd_step_extras(attempt: Attempt) -> None:
    """Gradients that belong to no parameter are ignored, by the norm too."""
    attempt.agrees("new", kind="extras")


@check("clipped_sgd_step")
def test_clipped_sgd_step_arguments(attempt: Attempt) -> None:
    """The arguments are not modified, and NaN and infinity raise FloatingPointError."""
    attempt.leaves_arguments_alone()
    attempt.refuses("refused")


@check("scale_spectral_radius", share=3)
def test_scale_spectral_radius_values(attempt: Attempt) -> None:
    """The matrix is multiplied by the right number, also where eigenvalues are complex."""
    attempt.agrees("scaled")


@check("scale_spectral_radius")
def test_scale_spectral_radius_zero(attempt: Attempt) -> None:
    """A matrix whose eigenvalues are all zero raises ValueError."""
    attempt.refuses("refused")


@check("orthogonal")
def test_orthogonal_columns(attempt: Attempt) -> None:
    """The columns have length 1 and are perpendicular to each other."""
    attempt.obeys(laws.is_orthogonal)


@check("orthogonal")
def test_orthogonal_chance(attempt: Attempt) -> None:
    """Other seeds give other orthogonal matrices, the same seed gives the same."""
    attempt.obeys(laws.is_drawn, "generators")
