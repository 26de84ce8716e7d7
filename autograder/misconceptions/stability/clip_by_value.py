"""Known mistakes in `clip_by_value`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Arrays, clip_by_global_norm


@misconception("clip_by_value")
def only_from_above(grads: Arrays, limit: float) -> Arrays:
    """Gradients can be large and negative. How many ends has the range?"""
    return {name: np.minimum(grad, limit) for name, grad in grads.items()}


@misconception("clip_by_value")
def negative_elements_lost(grads: Arrays, limit: float) -> Arrays:
    """Where does the range begin? A small negative element should stay as it is."""
    return {name: np.clip(grad, 0, limit) for name, grad in grads.items()}


@misconception("clip_by_value")
def sign_of_clipped_elements_lost(grads: Arrays, limit: float) -> Arrays:
    """An element that is too large keeps its sign. Does a negative one in your result?"""
    return {name: np.where(np.abs(grad) > limit, limit, grad) for name, grad in grads.items()}


@misconception("clip_by_value")
def large_elements_set_to_zero(grads: Arrays, limit: float) -> Arrays:
    """Is an element that is too large to be removed, or to be limited?"""
    return {name: np.where(np.abs(grad) > limit, 0, grad) for name, grad in grads.items()}


@misconception("clip_by_value")
def all_elements_when_one_exceeds(grads: Arrays, limit: float) -> Arrays:
    """If one element is too large, what should happen to the others of its array?"""
    return {
        name: np.full_like(grad, limit) if np.abs(grad).max() > limit else grad.copy()
        for name, grad in grads.items()
    }


@misconception("clip_by_value")
def scaled_by_the_largest_element(grads: Arrays, limit: float) -> Arrays:
    """Elements within the range stay as they are. Do you multiply them, too?"""
    return {
        name: grad * min(1.0, limit / max(np.abs(grad).max(), 1e-300))
        for name, grad in grads.items()
    }


@misconception("clip_by_value")
def clipped_by_the_norm(grads: Arrays, limit: float) -> Arrays:
    """This looks at the length of the whole gradient. Does the value of one element depend on the
    others here?
    """
    return clip_by_global_norm(grads, limit)[0]


@misconception("clip_by_value")
def nothing_changed(grads: Arrays, limit: float) -> Arrays:
    """Does assigning to the variable of a loop change what stands in the dictionary?"""
    for grad in grads.values():
        grad = np.clip(grad, -limit, limit)
    return grads


@misconception("clip_by_value")
def arrays_changed_in_place(grads: Arrays, limit: float) -> Arrays:
    """The caller still needs the arrays you were given. Does yours leave them alone?"""
    for grad in grads.values():
        grad[...] = np.clip(grad, -limit, limit)
    return grads
