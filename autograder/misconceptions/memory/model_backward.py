"""Known mistakes in `model_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import Array, Arrays, Model, model_backward


@misconception("model_backward")
def gradient_stops_at_each_step(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """The state of a step serves the next step, too. What comes back from there?"""
    x, W, blocks, steps = cache
    parts = []
    for t in range(len(steps)):
        alone = (x[:, :, t : t + 1], W, blocks, steps[t : t + 1])
        parts.append(model_backward(model, dlogits[:, :, t : t + 1], alone))
    return {name: np.sum([part[name] for part in parts], axis=0) for name in parts[0]}


@misconception("model_backward")
def gradient_of_the_cell_state_dropped(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """The cell state of a step is used at the next one, too. Which way back do you leave out?"""
    right = model_backward(model, dlogits, cache)
    if model["kind"] == "rnn":
        return right
    x, W, blocks, steps = cache
    V = model["parameters"]["V"]
    dh_later = np.zeros((V.shape[1], x.shape[1]))
    parts = []
    for t in reversed(range(len(steps))):
        alone = (x[:, :, t : t + 1], W, blocks, steps[t : t + 1])
        c_prev, c, f, i, o, c_tilde = steps[t][2:]
        dh = V.T @ dlogits[:, :, t] + dh_later
        reads_all = {**model, "parameters": {**model["parameters"], "V": np.eye(len(V.T))}}
        parts.append(model_backward(reads_all, dh[:, :, None], alone))
        dc = dh * o * (1 - np.tanh(c) ** 2)
        slopes = [f * (1 - f), i * (1 - i), o * (1 - o), 1 - c_tilde**2]
        arrived = [dc * c_prev, dc * c_tilde, dh * np.tanh(c), dc * i]
        dh_later = W.T @ (np.concatenate(arrived) * np.concatenate(slopes))
    totals = {name: np.sum([part[name] for part in parts], axis=0) for name in parts[0]}
    return {**totals, "dV": right["dV"], "dby": right["dby"]}


@misconception("model_backward")
def last_step_only(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """The parameters are used at every step. Which steps' gradients do you add up?"""
    x, W, blocks, steps = cache
    alone = (x[:, :, -1:], W, blocks, steps[-1:])
    return model_backward(model, dlogits[:, :, -1:], alone)


@misconception("model_backward")
def output_layer_of_the_last_step_only(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """The output layer is used at every step, as the cell is. What follows for its gradients?"""
    x, W, blocks, steps = cache
    alone = (x[:, :, -1:], W, blocks, steps[-1:])
    last = model_backward(model, dlogits[:, :, -1:], alone)
    return {**model_backward(model, dlogits, cache), "dV": last["dV"], "dby": last["dby"]}


@misconception("model_backward")
def averaged_over_time(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """Every step contributes. Do contributions of several uses add up, or is a mean taken?"""
    right = model_backward(model, dlogits, cache)
    return {name: gradient / dlogits.shape[2] for name, gradient in right.items()}


@misconception("model_backward")
def weights_not_transposed(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """Which element of the old state does an element of W multiply? That is its way back."""
    x, W, blocks, steps = cache
    turned = np.concatenate([block.T for block in np.split(W, len(blocks))])
    return model_backward(model, dlogits, (x, turned, blocks, steps))


@misconception("model_backward")
def states_before_and_after_exchanged(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """A step has a state that comes in and one that goes out. Where do you need which?"""
    x, W, blocks, steps = cache
    swapped = [(h, h_prev, *gates) for h_prev, h, *gates in steps]
    return model_backward(model, dlogits, (x, W, blocks, swapped))


@misconception("model_backward")
def cell_states_before_and_after_exchanged(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """Which cell state did the forget gate multiply: the one before the step, or its result?"""
    x, W, blocks, steps = cache
    swapped = [
        (h_prev, h, gates[1], gates[0], *gates[2:]) if gates else (h_prev, h)
        for h_prev, h, *gates in steps
    ]
    return model_backward(model, dlogits, (x, W, blocks, swapped))


@misconception("model_backward")
def biases_averaged_over_the_batch(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """One column of biases serves the whole batch. Do its gradients add up?"""
    right = model_backward(model, dlogits, cache)
    batch = dlogits.shape[1]
    return {name: g / batch if name.startswith("db") else g for name, g in right.items()}


@misconception("model_backward")
def biases_not_summed_over_the_batch(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """A gradient has the shape of what it is the gradient of. Which shape has the bias?"""
    return {**model_backward(model, dlogits, cache), "dby": dlogits.sum(axis=2)}


@misconception("model_backward")
def arrives_at_the_wrong_end(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """You walk from the last step to the first. Which step's gradient of the logits is first?"""
    return model_backward(model, dlogits[:, :, ::-1], cache)


@misconception("model_backward")
def names_of_the_parameters(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """The entries of what you return have the names of the parameters. What comes before them?"""
    return {name[1:]: value for name, value in model_backward(model, dlogits, cache).items()}
