"""Known mistakes in `model_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import Array, Model, model_forward


@misconception("model_forward")
def probabilities_in_place_of_logits(model: Model, x: Array) -> tuple[Array, Any]:
    """What you return sums to 1. What is wanted before a softmax has been applied?"""
    logits, cache = model_forward(model, x)
    weights = np.exp(logits - logits.max(axis=0))
    return weights / weights.sum(axis=0), cache


@misconception("model_forward")
def output_bias_forgotten(model: Model, x: Array) -> tuple[Array, Any]:
    """The output layer has two parameters. Do you use both?"""
    p = model["parameters"]
    return model_forward({**model, "parameters": {**p, "by": np.zeros_like(p["by"])}}, x)


@misconception("model_forward")
def last_step_only(model: Model, x: Array) -> tuple[Array, Any]:
    """Every step has logits of its own. How many do you return?"""
    logits, cache = model_forward(model, x)
    return logits[:, :, -1], cache


@misconception("model_forward")
def state_not_carried_on(model: Model, x: Array) -> tuple[Array, Any]:
    """Every step of yours starts anew. What does the second step receive from the first?"""
    steps = [model_forward(model, x[:, :, t : t + 1])[0] for t in range(x.shape[2])]
    return np.concatenate(steps, axis=2), model_forward(model, x)[1]


@misconception("model_forward")
def logits_of_the_state_before(model: Model, x: Array) -> tuple[Array, Any]:
    """From which state are the logits of a step made: the one before it or the one after it?"""
    logits, cache = model_forward(model, x)
    first = np.broadcast_to(model["parameters"]["by"][:, :, None], logits[:, :, :1].shape)
    return np.concatenate([first, logits[:, :, :-1]], axis=2), cache


@misconception("model_forward")
def read_from_the_end(model: Model, x: Array) -> tuple[Array, Any]:
    """In which direction does time run?"""
    logits, cache = model_forward(model, x[:, :, ::-1])
    return logits[:, :, ::-1], cache


@misconception("model_forward")
def always_a_plain_network(model: Model, x: Array) -> tuple[Array, Any]:
    """There are two kinds of models. Where do you look which one it is?"""
    p = model["parameters"]
    if model["kind"] == "lstm":
        plain = {"U": p["Uc"], "W": p["Wc"], "ba": p["bc"], "V": p["V"], "by": p["by"]}
        return model_forward({"kind": "rnn", "parameters": plain}, x)
    return model_forward(model, x)


@misconception("model_forward")
def forget_and_input_gate_exchanged(model: Model, x: Array) -> tuple[Array, Any]:
    """One gate multiplies the old cell state, another the candidate. Which is which?"""
    p = model["parameters"]
    if model["kind"] == "lstm":
        swapped = {f"{a}f": p[f"{a}i"] for a in "WUb"} | {f"{a}i": p[f"{a}f"] for a in "WUb"}
        return model_forward({**model, "parameters": {**p, **swapped}}, x)
    return model_forward(model, x)


@misconception("model_forward")
def output_gate_always_open(model: Model, x: Array) -> tuple[Array, Any]:
    """Is there a gate between the cell state and what the network shows?"""
    p = model["parameters"]
    if model["kind"] == "lstm":
        opened = {"Wo": 0 * p["Wo"], "Uo": 0 * p["Uo"], "bo": 0 * p["bo"] + 1000}
        return model_forward({**model, "parameters": {**p, **opened}}, x)
    return model_forward(model, x)


@misconception("model_forward")
def cell_state_shown_without_tanh(model: Model, x: Array) -> tuple[Array, Any]:
    """The cell state can grow beyond 1. What keeps the hidden state within bounds?"""
    right, cache = model_forward(model, x)
    if model["kind"] == "rnn":
        return right, cache
    p = model["parameters"]
    h = c = np.zeros((p["V"].shape[1], x.shape[1]))
    logits = []
    for t in range(x.shape[2]):
        a = {g: p[f"W{g}"] @ h + p[f"U{g}"] @ x[:, :, t] + p[f"b{g}"] for g in "fioc"}
        f, i, o = (0.5 + 0.5 * np.tanh(a[g] / 2) for g in "fio")
        c = f * c + i * np.tanh(a["c"])
        h = o * c
        logits.append(p["V"] @ h + p["by"])
    return np.stack(logits, axis=2), cache


@misconception("model_forward")
def logits_from_the_cell_state(model: Model, x: Array) -> tuple[Array, Any]:
    """An LSTM carries two states. Which of them does the output layer read?"""
    right, cache = model_forward(model, x)
    if model["kind"] == "rnn":
        return right, cache
    p = model["parameters"]
    h = c = np.zeros((p["V"].shape[1], x.shape[1]))
    logits = []
    for t in range(x.shape[2]):
        a = {g: p[f"W{g}"] @ h + p[f"U{g}"] @ x[:, :, t] + p[f"b{g}"] for g in "fioc"}
        f, i, o = (0.5 + 0.5 * np.tanh(a[g] / 2) for g in "fio")
        c = f * c + i * np.tanh(a["c"])
        h = o * np.tanh(c)
        logits.append(p["V"] @ c + p["by"])
    return np.stack(logits, axis=2), cache
