"""Known mistakes in `accuracy_by_distance`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import (
    Array,
    Model,
    Task,
    accuracy_by_distance,
    batches,
    model_forward,
    one_hot,
)


@misconception("accuracy_by_distance")
def distance_of_the_task(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """All your sentences have the same length. Which distance should they have?"""
    same = [task["distance"]] * len(distances)
    return accuracy_by_distance(model, task, same, count, rng)


@misconception("accuracy_by_distance")
def every_step_counted(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """Most labels are chance: nobody can know them. At which steps do you look?"""
    shares = []
    for distance in distances:
        tokens, labels, _ = batches({**task, "distance": distance}, count, rng)
        logits = model_forward(model, one_hot(tokens, len(model["parameters"]["V"])))[0]
        shares.append(np.mean(logits.argmax(axis=0) == labels))
    return np.array(shares)


@misconception("accuracy_by_distance")
def divided_by_all_steps(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """A share of what? You divide by more steps than you count."""
    shares = accuracy_by_distance(model, task, distances, count, rng)
    return shares / (np.array(distances) + 1)


@misconception("accuracy_by_distance")
def number_in_place_of_share(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """A share is at most 1. What must a number of sentences be divided by?"""
    return count * accuracy_by_distance(model, task, distances, count, rng)


@misconception("accuracy_by_distance")
def share_of_errors(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """Do you count the right answers or the wrong ones?"""
    return 1 - accuracy_by_distance(model, task, distances, count, rng)


@misconception("accuracy_by_distance")
def compared_with_what_was_read(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """At the last step the network reads the cue. With what should its answer be compared?"""
    shares = []
    for distance in distances:
        tokens, _, mask = batches({**task, "distance": distance}, count, rng)
        logits = model_forward(model, one_hot(tokens, len(model["parameters"]["V"])))[0]
        shares.append((logits.argmax(axis=0) == tokens)[mask].mean())
    return np.array(shares)


@misconception("accuracy_by_distance")
def smallest_logit_taken(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """Which logit belongs to the token that the network holds most probable?"""
    p = model["parameters"]
    turned = {**model, "parameters": {**p, "V": -p["V"], "by": -p["by"]}}
    return accuracy_by_distance(turned, task, distances, count, rng)


@misconception("accuracy_by_distance")
def possible_answers_only(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """You help the network by ruling out answers. Which tokens does its label compete with?"""
    shares = []
    for distance in distances:
        tokens, labels, mask = batches({**task, "distance": distance}, count, rng)
        logits = model_forward(model, one_hot(tokens, len(model["parameters"]["V"])))[0]
        chosen = np.isin(np.arange(len(logits)), labels[mask])
        logits = np.where(chosen[:, None, None], logits, -np.inf)
        shares.append((logits.argmax(axis=0) == labels)[mask].mean())
    return np.array(shares)


@misconception("accuracy_by_distance")
def probability_of_the_label(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """An answer is right or wrong: the one that is given, not how sure the network is of it."""
    shares = []
    for distance in distances:
        tokens, labels, mask = batches({**task, "distance": distance}, count, rng)
        size = len(model["parameters"]["V"])
        logits = model_forward(model, one_hot(tokens, size))[0]
        weights = np.exp(logits - logits.max(axis=0))
        right = (one_hot(labels, size) * weights / weights.sum(axis=0)).sum(axis=0)
        shares.append(right[mask].mean())
    return np.array(shares)


@misconception("accuracy_by_distance")
def one_number_for_all_distances(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """One number hides what happens with the distance. How many are wanted?"""
    return np.array(accuracy_by_distance(model, task, distances, count, rng).mean())


@misconception("accuracy_by_distance")
def distances_sorted(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """Does the order of your results fit the order of the distances that were given?"""
    return accuracy_by_distance(model, task, sorted(distances), count, rng)


@misconception("accuracy_by_distance")
def generator_of_its_own(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return accuracy_by_distance(model, task, distances, count, np.random.default_rng(0))
