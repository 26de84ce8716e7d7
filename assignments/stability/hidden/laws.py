"""What all right answers to an exercise of `stability` have in common."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from assignments.stability.hidden.plans import global_norm
from autograder.authoring import ANSWER, Array, Case, Message, Wrong, real_array

Outputs = Mapping[str, Any]

# By what factor the remainder ‖M v - λ v‖ may exceed the tolerance. Rounding, in float32 too,
# makes a few per cent of the tolerance of the cases that converge.
SLACK = 1.5
# A share counted over N trials is this far from the probability, or farther, no more often than
# once in 10^9 times: Bernstein's inequality, which holds for every N and every probability.
ERROR_RATE = 1e-9
# Who clips at all, by whichever norm, changes something where so many elements are beyond the
# limit, or where the norm is so many times the limit.
MANY = 10
FAR = 100.0
NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)


def is_answered(case: Case, outputs: Outputs) -> None:
    """Demand any answer: what came in place of one is told without being asked for."""


def stays_perpendicular(case: Case, outputs: Outputs) -> None:
    """Demand that what began perpendicular to the eigenvector never comes near it."""
    cosines = _real("cosines", outputs, (case.k + 1,))
    if not (np.abs(cosines) <= ANSWER).all():
        raise _wrong("stability.not_perpendicular", case)


def says_converged(case: Case, outputs: Outputs) -> None:
    """Demand that it says that it has converged."""
    if not _truth("converged", outputs):
        raise _wrong("stability.not_converged", case)


def converges(case: Case, outputs: Outputs) -> None:
    """Demand an eigenvector to within the tolerance, after no more iterations than needed."""
    says_converged(case, outputs)
    if _remainder(case, outputs) > SLACK * case.tol:
        raise _wrong("stability.remainder_too_large", case)
    if _iterations(case, outputs) > case.enough:
        raise _wrong("stability.never_stops", case)


def gives_up(case: Case, outputs: Outputs) -> None:
    """Demand that it says that it has not converged."""
    if _truth("converged", outputs):
        raise _wrong("stability.not_yet_converged", case)
    _iterations(case, outputs)


def value_fits_vector(case: Case, outputs: Outputs) -> None:
    """Demand the Rayleigh quotient of the vector that is returned, converged or not."""
    value = float(_real("value", outputs, ()))
    v, M = _vector(case, outputs), case.M.astype(np.float64)
    if not abs(value - v @ M @ v) <= ANSWER * np.linalg.norm(M, 2):
        raise _wrong("stability.not_rayleigh", case)


def starts_at_random(case: Case, outputs: Outputs) -> None:
    """Demand that other generators give other vectors, and an equal one an equal vector.

    Two random vectors of five elements are that close once in 10^11 times.
    """
    rows = _real("vector", outputs, (len(case.seeds), len(case.M)))
    cosines = [abs(_unit(case, a) @ _unit(case, b)) for a, b in pairwise(rows)]
    if max(cosines) >= 1 - ANSWER**2:
        raise _wrong("stability.start_not_random", case)
    if abs(_unit(case, rows[0]) @ _unit(case, rows[-1])) < 1 - ANSWER**2:
        raise _wrong("stability.not_from_generator", case)


def is_probable(case: Case, outputs: Outputs) -> None:
    """Demand a share that is not farther from the probability than chance explains."""
    share = float(_real("probability", outputs, ()))
    probability = aligned_probability(case.n, case.ratio, case.k, case.angle)
    if not abs(share - probability) <= largest_deviation(probability, case.trials):
        raise _wrong("stability.improbable", case)


def comes_from_generator(case: Case, outputs: Outputs) -> None:
    """Demand shares that differ from generator to generator, but not too much, and repeat with one.

    Two shares of 10 000 trials, right or with a mistake in them, are equal with a probability
    below 0.02 unless nearly all vectors or nearly none are aligned: six are below 10^-8.
    """
    shares = _real("probability", outputs, (len(case.seeds),))
    if np.ptp(shares) == 0:
        raise _wrong("stability.same_every_time", case)
    if shares[0] != shares[-1]:
        raise _wrong("stability.not_from_generator", case)
    if not np.ptp(shares) <= 2 * largest_deviation(0.5, case.trials):
        raise _wrong("stability.scattered", case)


def bounds(case: Case, outputs: Outputs) -> None:
    """Demand a bound that a network's Jacobian keeps to, and reaches where it can."""
    bound = float(_real("bound", outputs, ()))
    if not bound >= case.norm * (1 - ANSWER):
        raise _wrong("stability.exceeded", case)
    if case.reached and bound > case.norm * (1 + 2 * ANSWER):
        raise _wrong("stability.not_tight", case)


def limits_elements(case: Case, outputs: Outputs) -> None:
    """Demand that not all elements come back as they were where many are beyond the limit."""
    entries = [_entry(name, outputs, grad.shape) for name, grad in case.grads.items()]
    beyond = sum(int(np.sum(np.abs(grad) > case.limit)) for grad in case.grads.values())
    if beyond >= MANY and _same(entries, case.grads):
        raise _wrong("stability.nothing_clipped", case)


def shortens(case: Case, outputs: Outputs) -> None:
    """Demand that gradients do not come back as they were if they are far too long."""
    entries = [_entry(name, outputs, grad.shape) for name, grad in case.grads.items()]
    if global_norm(case.grads) > FAR * case.max_norm and _same(entries, case.grads):
        raise _wrong("stability.nothing_clipped", case)


def is_untouched(case: Case, outputs: Outputs) -> None:
    """Demand exactly the gradients that were given."""
    entries = [_entry(name, outputs, grad.shape) for name, grad in case.grads.items()]
    if not _same(entries, case.grads):
        raise _wrong("stability.touched", case)


def is_orthogonal(case: Case, outputs: Outputs) -> None:
    """Demand columns of length 1 that are perpendicular to each other."""
    _demand_orthogonal(case, _real("Q", outputs, (case.n, case.n)))


def is_drawn(case: Case, outputs: Outputs) -> None:
    """Demand orthogonal matrices: other generators other ones, and an equal one the same."""
    matrices = _real("Q", outputs, (len(case.seeds), case.n, case.n))
    for Q in matrices:
        _demand_orthogonal(case, Q)
    if any(np.allclose(a, b, atol=ANSWER) for a, b in pairwise(matrices)):
        raise _wrong("stability.same_every_time", case)
    if not np.allclose(matrices[0], matrices[-1], atol=ANSWER):
        raise _wrong("stability.not_from_generator", case)


def aligned_probability(n: int, ratio: float, k: int, angle: float) -> float:
    """Compute the probability that k multiplications align a Gaussian vector.

    They divide the tangent of its angle with the line by ratio^-k, so that the angle must have
    been at most φ with tan φ = tan(angle) / ratio^k. Of the unit sphere, the part at an angle θ
    from the line is proportional to sin(θ)^(n-2).
    """
    widest = np.arctan2(np.tan(angle), ratio**k)
    return float(_cap(n, widest) / _cap(n, np.pi / 2))


def largest_deviation(probability: float, trials: int) -> float:
    """Return how far a share counted over so many trials may be from the probability.

    By Bernstein, a deviation of t or more has at most the probability
    2 exp(-N t² / (2 p (1-p) + 2t/3)). Setting this to the error rate gives t.
    """
    L = np.log(2 / ERROR_RATE)
    variance = probability * (1 - probability)
    return float((L / 3 + np.sqrt(L**2 / 9 + 2 * trials * L * variance)) / trials)


def _cap(n: int, widest: float) -> float:
    """Integrate sin(θ)^(n-2) from 0 to an angle, by Gauss and Legendre's rule."""
    angles = widest / 2 * (NODES + 1)
    return float(widest / 2 * (WEIGHTS @ np.sin(angles) ** (n - 2)))


def _demand_orthogonal(case: Case, Q: Array) -> None:
    Q = Q.astype(np.float64)
    if not np.linalg.norm(Q.T @ Q - np.eye(case.n)) <= ANSWER * np.sqrt(case.n):
        raise _wrong("stability.not_orthogonal", case)


def _remainder(case: Case, outputs: Outputs) -> float:
    """Return ‖M v - λ v‖ / ‖M v‖, with the value that belongs to the vector."""
    v = _vector(case, outputs)
    product = case.M.astype(np.float64) @ v
    size = np.linalg.norm(product)
    return float(np.linalg.norm(product - (v @ product) * v) / size) if size else 1.0


def _vector(case: Case, outputs: Outputs) -> Array:
    return _unit(case, _real("vector", outputs, (len(case.M),)))


def _unit(case: Case, vector: Array) -> Array:
    """Return a vector with the norm 1: whether it had that is another question."""
    largest = np.abs(vector.astype(np.float64)).max()
    if not 0 < largest < np.inf:
        raise _wrong("stability.no_direction", case)
    scaled = vector.astype(np.float64) / largest
    return scaled / np.linalg.norm(scaled)


def _iterations(case: Case, outputs: Outputs) -> int:
    """Return the number of iterations; raise Wrong when it is none."""
    value = outputs.get("iterations")
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(Message("stability.not_whole", {"output": "iterations"}))
    if not 1 <= value <= case.max_iterations:
        raise _wrong("stability.miscounted", case)
    return value


def _truth(name: str, outputs: Outputs) -> bool:
    value = outputs.get(name)
    if not isinstance(value, bool):
        raise Wrong(Message("stability.not_truth", {"output": name}))
    return value


def _same(entries: list[Array], grads: Mapping[str, Array]) -> bool:
    return all(map(np.array_equal, entries, grads.values()))


def _entry(name: str, outputs: Outputs, shape: tuple[int, ...]) -> Array:
    clipped = outputs.get("clipped")
    entry = clipped.get(name) if isinstance(clipped, Mapping) else None
    return real_array(f'clipped["{name}"]', entry, shape)


def _real(name: str, outputs: Outputs, shape: tuple[int, ...]) -> Array:
    """Return an output as real numbers; a whole number of Python's is as good as NumPy's."""
    value = outputs.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53:
        value = float(value)
    return real_array(name, value, shape)


def _wrong(id: str, case: Case) -> Wrong:
    return Wrong(Message(id, {"where": str(Message("where.case", {"title": case.title}))}))
