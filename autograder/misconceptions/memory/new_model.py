"""Known mistakes in `new_model`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import Model, new_model


@misconception("new_model")
def weights_not_scaled(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """The more terms a unit sums up, the smaller must each weight be. How are yours scaled?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name, value in model["parameters"].items():
        if not name.startswith("b"):
            model["parameters"][name] = value * np.sqrt(value.shape[1])
    return model


@misconception("new_model")
def scaled_by_the_rows(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """Over which axis of its matrix does a unit sum: along its row, or along a column?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name, value in model["parameters"].items():
        if not name.startswith("b"):
            model["parameters"][name] = value * np.sqrt(value.shape[1] / value.shape[0])
    return model


@misconception("new_model")
def all_scaled_by_the_hidden_units(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """Not every matrix has as many columns as there are hidden units. Whose columns count?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name, value in model["parameters"].items():
        if name.startswith("U"):
            model["parameters"][name] = value * np.sqrt(inputs / hidden)
    return model


@misconception("new_model")
def scaled_by_the_number_of_columns(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """It is the variance that shrinks like 1/c. What does the width of the interval do?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name, value in model["parameters"].items():
        if not name.startswith("b"):
            model["parameters"][name] = value / np.sqrt(value.shape[1])
    return model


@misconception("new_model")
def normal_weights(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """Some of your weights lie outside the interval. Which distribution has two ends?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name, value in model["parameters"].items():
        if not name.startswith("b"):
            model["parameters"][name] = rng.normal(size=value.shape) / np.sqrt(value.shape[1])
    return model


@misconception("new_model")
def positive_weights_only(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """None of your weights is negative. Where does the interval begin?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name, value in model["parameters"].items():
        if not name.startswith("b"):
            model["parameters"][name] = np.abs(value)
    return model


@misconception("new_model")
def zero_weights(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """If all weights are equal, all units get the same gradient. What tells them apart?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name, value in model["parameters"].items():
        if not name.startswith("b"):
            model["parameters"][name] = np.zeros_like(value)
    return model


@misconception("new_model")
def random_biases(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """Weights are drawn. Are biases?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name, value in model["parameters"].items():
        if name.startswith("b"):
            model["parameters"][name] = value + rng.uniform(-1, 1, value.shape) / np.sqrt(hidden)
    return model


@misconception("new_model")
def forget_gates_half_open(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """One of the biases is an exception: without it, the memory is gone within a few steps."""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name in {"bf"} & set(model["parameters"]):
        model["parameters"][name] = np.zeros((hidden, 1))
    return model


@misconception("new_model")
def all_gates_open(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """Which of the gates should be open at the start? All of yours are."""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for name in {"bi", "bo"} & set(model["parameters"]):
        model["parameters"][name] = np.full((hidden, 1), 3.0)
    return model


@misconception("new_model")
def all_gates_alike(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """Your gates share their numbers. Is each matrix drawn by itself?"""
    model = new_model(kind, inputs, hidden, outputs, rng)
    for gate in "ioc" if kind == "lstm" else "":
        for letter in "UW":
            model["parameters"][letter + gate] = model["parameters"][letter + "f"].copy()
    return model


@misconception("new_model")
def any_other_kind_is_an_lstm(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """What if there is no network of that kind? An `else` takes everything."""
    made = new_model("rnn" if kind == "rnn" else "lstm", inputs, hidden, outputs, rng)
    return {**made, "kind": kind}


@misconception("new_model")
def generator_of_its_own(
    kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator
) -> Model:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return new_model(kind, inputs, hidden, outputs, np.random.default_rng(0))
