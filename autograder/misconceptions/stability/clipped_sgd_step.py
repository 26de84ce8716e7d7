"""Known mistakes in `clipped_sgd_step`."""

from __future__ import annotations

from autograder.misconceptions.variant import misconception
from solutions.stability import Arrays, clip_by_global_norm, clip_by_value, clipped_sgd_step


@misconception("clipped_sgd_step")
def other_gradients_in_the_norm(
    parameters: Arrays, grads: Arrays, lr: float, max_norm: float
) -> Arrays:
    """Which of the gradients that arrive belong to parameters, and which do training and its norm
    not care about?
    """
    clipped, _ = clip_by_global_norm(grads, max_norm)
    return {name: value - lr * clipped[f"d{name}"] for name, value in parameters.items()}


@misconception("clipped_sgd_step")
def gradient_added(parameters: Arrays, grads: Arrays, lr: float, max_norm: float) -> Arrays:
    """The gradient points to where the loss grows. Which way does training go?"""
    return clipped_sgd_step(parameters, grads, -lr, max_norm)


@misconception("clipped_sgd_step")
def not_clipped(parameters: Arrays, grads: Arrays, lr: float, max_norm: float) -> Arrays:
    """How long is your step when the gradient is huge?"""
    own = {f"d{name}": grads[f"d{name}"] for name in parameters}
    clip_by_global_norm(own, max_norm)
    return {name: value - lr * own[f"d{name}"] for name, value in parameters.items()}


@misconception("clipped_sgd_step")
def clipped_by_value(parameters: Arrays, grads: Arrays, lr: float, max_norm: float) -> Arrays:
    """There are two ways of clipping. Which one keeps the direction of the step?"""
    own = {f"d{name}": grads[f"d{name}"] for name in parameters}
    clip_by_global_norm(own, max_norm)
    clipped = clip_by_value(own, max_norm)
    return {name: value - lr * clipped[f"d{name}"] for name, value in parameters.items()}


@misconception("clipped_sgd_step")
def each_parameter_clipped_by_itself(
    parameters: Arrays, grads: Arrays, lr: float, max_norm: float
) -> Arrays:
    """All parameters move together, as one vector. Whose norm is limited?"""
    new = {}
    for name, value in parameters.items():
        clipped, _ = clip_by_global_norm({"grad": grads[f"d{name}"]}, max_norm)
        new[name] = value - lr * clipped["grad"]
    return new


@misconception("clipped_sgd_step")
def step_clipped_instead_of_gradient(
    parameters: Arrays, grads: Arrays, lr: float, max_norm: float
) -> Arrays:
    """Which comes first, clipping or the learning rate? The threshold is one for the gradient."""
    own = {f"d{name}": lr * grads[f"d{name}"] for name in parameters}
    clipped, _ = clip_by_global_norm(own, max_norm)
    return {name: value - clipped[f"d{name}"] for name, value in parameters.items()}


@misconception("clipped_sgd_step")
def always_a_step_of_full_length(
    parameters: Arrays, grads: Arrays, lr: float, max_norm: float
) -> Arrays:
    """Near a minimum the gradient gets short. Should the step?"""
    own = {f"d{name}": grads[f"d{name}"] for name in parameters}
    _, norm = clip_by_global_norm(own, max_norm)
    scale = max_norm / norm if norm else 1.0
    return {name: value - lr * scale * own[f"d{name}"] for name, value in parameters.items()}


@misconception("clipped_sgd_step")
def learning_rate_forgotten(
    parameters: Arrays, grads: Arrays, lr: float, max_norm: float
) -> Arrays:
    """What is the clipped gradient multiplied by before the parameters move?"""
    return clipped_sgd_step(parameters, grads, 1.0, max_norm)


@misconception("clipped_sgd_step")
def change_returned(parameters: Arrays, grads: Arrays, lr: float, max_norm: float) -> Arrays:
    """This is by how much the parameters change. What is to be returned?"""
    new = clipped_sgd_step(parameters, grads, lr, max_norm)
    return {name: new[name] - parameters[name] for name in parameters}


@misconception("clipped_sgd_step")
def parameters_changed_in_place(
    parameters: Arrays, grads: Arrays, lr: float, max_norm: float
) -> Arrays:
    """Parameters and gradients are the caller's. What do `-=` and `*=` do to an array?"""
    new = clipped_sgd_step(parameters, grads, lr, max_norm)
    for name, value in parameters.items():
        value[...] = new[name]
    return parameters


@misconception("clipped_sgd_step")
def nan_enters_the_parameters(
    parameters: Arrays, grads: Arrays, lr: float, max_norm: float
) -> Arrays:
    """A NaN in the parameters stays there for ever. Does your step refuse to let one in?"""
    try:
        return clipped_sgd_step(parameters, grads, lr, max_norm)
    except FloatingPointError:
        return {name: value - lr * grads[f"d{name}"] for name, value in parameters.items()}
