"""Known mistakes in `clip_by_global_norm`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Arrays, clip_by_global_norm, clip_by_value


@misconception("clip_by_global_norm")
def each_array_by_its_own_norm(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """The gradient is one long vector. What do different factors for its parts do to its
    direction?
    """
    _, norm = clip_by_global_norm(grads, max_norm)
    clipped = {name: clip_by_global_norm({name: grad}, max_norm)[0] for name, grad in grads.items()}
    return {name: clipped[name][name] for name in grads}, norm


@misconception("clip_by_global_norm")
def always_rescaled(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """Must a gradient that is shorter than the threshold be made longer?"""
    _, norm = clip_by_global_norm(grads, max_norm)
    scale = max_norm / norm if norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, norm


@misconception("clip_by_global_norm")
def clipped_element_by_element(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """The direction is to stay. Does it, if every element is limited by itself?"""
    _, norm = clip_by_global_norm(grads, max_norm)
    return clip_by_value(grads, max_norm), norm


@misconception("clip_by_global_norm")
def norm_squared(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """A vector that is twice as long has a norm twice as large. Has yours?"""
    _, norm = clip_by_global_norm(grads, max_norm)
    scale = max_norm / norm**2 if norm**2 > max_norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, norm**2


@misconception("clip_by_global_norm")
def largest_element_as_norm_of_all(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """Many small elements make a long vector, too. What is its length?"""
    clip_by_global_norm(grads, max_norm)
    norm = max(float(np.abs(grad).max()) for grad in grads.values())
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, norm


@misconception("clip_by_global_norm")
def norms_added(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """By Pythagoras, is the length of a vector the sum of the lengths of its parts?"""
    clip_by_global_norm(grads, max_norm)
    norm = float(sum(np.linalg.norm(grad) for grad in grads.values()))
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, norm


@misconception("clip_by_global_norm")
def root_of_the_mean_square(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """Does the length of a vector divide by the number of its elements?"""
    _, norm = clip_by_global_norm(grads, max_norm)
    norm /= np.sqrt(sum(grad.size for grad in grads.values()))
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, float(norm)


@misconception("clip_by_global_norm")
def norm_of_the_last_array(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """This is the norm of one array. Is a sum overwritten in the loop?"""
    clip_by_global_norm(grads, max_norm)
    norm = float(np.linalg.norm(list(grads.values())[-1]))
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, norm


@misconception("clip_by_global_norm")
def shortened_to_length_one(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """How long is the clipped gradient to be? Yours does not depend on the threshold."""
    clipped, norm = clip_by_global_norm(grads, max_norm)
    return (clip_by_global_norm(grads, 1.0)[0] if norm > max_norm else clipped), norm


@misconception("clip_by_global_norm")
def norm_after_clipping(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """Which norm tells whoever watches the training that a gradient exploded?"""
    clipped, norm = clip_by_global_norm(grads, max_norm)
    return clipped, min(norm, max_norm)


@misconception("clip_by_global_norm")
def scaling_without_effect(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """Does assigning to the variable of a loop change what stands in the dictionary?"""
    _, norm = clip_by_global_norm(grads, max_norm)
    for grad in grads.values():
        grad = grad * max_norm / norm if norm > max_norm else grad
    return grads, norm


@misconception("clip_by_global_norm")
def arrays_scaled_in_place(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """The caller still needs the arrays you were given. What does `*=` do to them?"""
    clipped, norm = clip_by_global_norm(grads, max_norm)
    for name, grad in grads.items():
        grad[...] = clipped[name]
    return grads, norm


@misconception("clip_by_global_norm")
def zero_gradient_divided_by(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """What is divided by what if all gradients are zero, and is there anything to clip?"""
    _, norm = clip_by_global_norm(grads, max_norm)
    scale = min(1.0, max_norm / norm)
    return {name: grad * scale for name, grad in grads.items()}, norm


@misconception("clip_by_global_norm")
def norm_that_is_not_finite_accepted(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """Comparisons with NaN are always false. Does your code notice one, and infinity?"""
    norm = float(np.sqrt(sum(np.sum(np.square(grad)) for grad in grads.values())))
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, norm


@misconception("clip_by_global_norm")
def infinity_accepted(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """NaN is refused. What about a gradient that is infinite: what is infinity times zero?"""
    norm = float(np.sqrt(sum(np.sum(np.square(grad)) for grad in grads.values())))
    if np.isnan(norm):
        raise FloatingPointError("the norm is NaN")
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, norm


@misconception("clip_by_global_norm")
def another_kind_of_exception(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """You refuse what is to be refused. Which kind of exception does the description name?"""
    try:
        return clip_by_global_norm(grads, max_norm)
    except FloatingPointError as error:
        raise ValueError("the norm is not finite") from error
