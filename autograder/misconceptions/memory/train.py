"""Known mistakes in `train`. Each is as cheap to run as training itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import Model, Task, batches, loss_and_gradients, train


@misconception("train")
def not_clipped(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """One of your steps is longer than the limit allows. What becomes of the clipped gradients?"""
    return train(model, task, steps, lr, np.inf, rng)


@misconception("train")
def always_brought_to_the_limit(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Gradients that are not too long: must they be made longer?"""
    if not np.isfinite(max_norm):
        return train(model, task, steps, lr, max_norm, rng)
    losses, norms = [], []
    for _ in range(steps):
        loss, grads = loss_and_gradients(model, *batches(task, 32, rng))
        norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
        old = model["parameters"]
        new = {name: old[name] - lr * max_norm / norm * grads["d" + name] for name in old}
        model = {**model, "parameters": new}
        losses.append(loss)
        norms.append(norm)
    return {"model": model, "losses": np.array(losses), "norms": np.array(norms)}


@misconception("train")
def each_array_clipped_by_itself(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """A factor for each array turns the gradient. How many factors keep its direction?"""
    losses, norms = [], []
    for _ in range(steps):
        loss, grads = loss_and_gradients(model, *batches(task, 32, rng))
        norms.append(np.sqrt(sum(np.sum(grad**2) for grad in grads.values())))
        losses.append(loss)
        new = {}
        for name, value in model["parameters"].items():
            size = np.linalg.norm(grads["d" + name])
            factor = max_norm / size if size > max_norm else 1.0
            new[name] = value - lr * factor * grads["d" + name]
        model = {**model, "parameters": new}
    return {"model": model, "losses": np.array(losses), "norms": np.array(norms)}


@misconception("train")
def clipped_by_value(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """You limit every element by itself, which turns the gradient. What is to be limited?"""
    losses, norms = [], []
    for _ in range(steps):
        loss, grads = loss_and_gradients(model, *batches(task, 32, rng))
        norms.append(np.sqrt(sum(np.sum(grad**2) for grad in grads.values())))
        losses.append(loss)
        old = model["parameters"]
        new = {n: old[n] - lr * np.clip(grads["d" + n], -max_norm, max_norm) for n in old}
        model = {**model, "parameters": new}
    return {"model": model, "losses": np.array(losses), "norms": np.array(norms)}


@misconception("train")
def norm_without_the_root(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """A sum of squares is not yet a length. What is missing?"""
    losses, norms = [], []
    for _ in range(steps):
        loss, grads = loss_and_gradients(model, *batches(task, 32, rng))
        norm = sum(np.sum(grad**2) for grad in grads.values())
        factor = max_norm / norm if norm > max_norm else 1.0
        old = model["parameters"]
        new = {name: old[name] - lr * factor * grads["d" + name] for name in old}
        model = {**model, "parameters": new}
        losses.append(loss)
        norms.append(norm)
    return {"model": model, "losses": np.array(losses), "norms": np.array(norms)}


@misconception("train")
def norms_after_clipping(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """None of your norms is above the limit. Were they written down before clipping or after?"""
    history = train(model, task, steps, lr, max_norm, rng)
    return {**history, "norms": np.minimum(history["norms"], max_norm)}


@misconception("train")
def uphill(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Your steps make the loss larger. Which way does the gradient point?"""
    return train(model, task, steps, -lr, max_norm, rng)


@misconception("train")
def same_sentences_at_every_step(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Sentences seen again and again are learnt by heart. When must new ones be drawn?"""
    seed = int(rng.integers(2**32))
    losses, norms = [], []
    for _ in range(steps):
        history = train(model, task, 1, lr, max_norm, np.random.default_rng(seed))
        model = history["model"]
        losses.append(history["losses"][0])
        norms.append(history["norms"][0])
    return {"model": model, "losses": np.array(losses), "norms": np.array(norms)}


@misconception("train")
def untrained_model_returned(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """The model that you return is the one that came in. Where are the new parameters?"""
    return {**train(model, task, steps, lr, max_norm, rng), "model": model}


@misconception("train")
def every_step_from_the_start(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """From which parameters does the second step start?"""
    runs = [train(model, task, 1, lr, max_norm, rng) for _ in range(steps)]
    losses, norms = ([run[name][0] for run in runs] for name in ("losses", "norms"))
    return {"model": runs[-1]["model"], "losses": np.array(losses), "norms": np.array(norms)}


@misconception("train")
def output_layer_not_trained(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Some of the parameters never move. Which ones do you leave out?"""
    fixed = {name: model["parameters"][name] for name in ("V", "by")}
    losses, norms = [], []
    for _ in range(steps):
        history = train(model, task, 1, lr, max_norm, rng)
        parameters = {**history["model"]["parameters"], **fixed}
        model = {**model, "parameters": parameters}
        losses.append(history["losses"][0])
        norms.append(history["norms"][0])
    return {"model": model, "losses": np.array(losses), "norms": np.array(norms)}


@misconception("train")
def divided_by_the_batch_again(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Your steps are far too short. Is the loss a mean already?"""
    return train(model, task, steps, lr / 32, max_norm, rng)


@misconception("train")
def one_step_too_few(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Count the steps: how many losses are there?"""
    if steps == 1:
        return {"model": model, "losses": np.zeros(0), "norms": np.zeros(0)}
    return train(model, task, steps - 1, lr, max_norm, rng)


@misconception("train")
def last_loss_only(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """A history tells of every step. What do you write down within the loop?"""
    history = train(model, task, steps, lr, max_norm, rng)
    return {**history, "losses": history["losses"][-1], "norms": history["norms"][-1]}


@misconception("train")
def generator_of_its_own(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return train(model, task, steps, lr, max_norm, np.random.default_rng(0))
