"""What must hold for answers of `memory` of which several are right.

Statistics are judged at six standard deviations. That a right answer exceeds them has, over all
counts of a course, a probability of 1.4e-7 (the exact tails of the binomial distributions), and
over all means of weights one of about 3e-7 (by the normal distribution).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.authoring import Array, Case, Message, Wrong, named_outputs, real_array, same_answer

DEVIATIONS = 6.0
ENOUGH = 0.95
NOTHING = 1e-12


def where(case: Case) -> dict[str, str | int | float]:
    return {"where": str(Message("where.case", {"title": case.title}))}


def tokens_of(name: str, value: Any, shape: tuple[int, ...]) -> Array:
    """Return whole numbers of this shape."""
    array = real_array(name, value, shape)
    if array.dtype.kind not in "iu":
        raise Wrong(Message("memory.not_whole", {"output": name}))
    return array.astype(np.int64)


def are_sentences(case: Case, outputs: Mapping[str, Any]) -> None:
    """The sentences are of the language, and each label is the next token."""
    distance = case.task["distance"]
    shape = (case.count, distance + 1)
    tokens = tokens_of("tokens", outputs.get("tokens"), shape)
    labels = tokens_of("labels", outputs.get("labels"), shape)
    if not np.array_equal(labels[:, :-1], tokens[:, 1:]):
        raise Wrong(Message("memory.not_the_next", where(case)))
    right = is_recall if case.task["language"] == "recall" else is_agreement
    if not right(tokens, labels[:, -1], case.task):
        raise Wrong(Message("memory.not_the_language", where(case)))


def is_recall(tokens: Array, last: Array, task: Mapping[str, Any]) -> bool:
    k = task["symbols"]
    first, fillers, cue = tokens[:, 0], tokens[:, 1:-1], tokens[:, -1]
    return bool(
        ((first >= 0) & (first < k)).all()
        and ((fillers >= k) & (fillers < 2 * k)).all()
        and (cue == 2 * k).all()
        and (last == first).all()
    )


def is_agreement(tokens: Array, last: Array, task: Mapping[str, Any]) -> bool:
    k = task["nouns"]
    nouns, prepositions = tokens[:, ::2], tokens[:, 1::2]
    verbs = np.where(tokens[:, 0] < k, 2 * k + 1, 2 * k + 2)
    return bool(
        ((nouns >= 0) & (nouns < 2 * k)).all()
        and (prepositions == 2 * k).all()
        and (last == verbs).all()
    )


def marks_the_last_step(case: Case, outputs: Mapping[str, Any]) -> None:
    """The mask is true at the last step and nowhere else."""
    mask = outputs.get("mask")
    expected = np.zeros((case.count, case.task["distance"] + 1), dtype=bool)
    expected[:, -1] = True
    if not isinstance(mask, np.ndarray) or mask.dtype.kind != "b" or mask.shape != expected.shape:
        raise Wrong(Message("memory.not_truths", {"shape": str(expected.shape)}))
    if not np.array_equal(mask, expected):
        raise Wrong(Message("memory.other_steps", where(case)))


def is_drawn_evenly(case: Case, outputs: Mapping[str, Any]) -> None:
    """Everything that may be drawn is as frequent as everything else, and comes from `rng`."""
    are_sentences(case, outputs)
    tokens = tokens_of("tokens", outputs["tokens"], (case.count, case.task["distance"] + 1))
    if case.task["language"] == "recall":
        k = case.task["symbols"]
        drawn = {"symbol": (tokens[:, 0], 0, k), "filler": (tokens[:, 1:-1], k, k)}
    else:
        k = case.task["nouns"]
        drawn = {"noun": (tokens[:, ::2], 0, 2 * k), "first noun": (tokens[:, 0], 0, 2 * k)}
    for name, (numbers, start, kinds) in drawn.items():
        if numbers.size and (numbers == numbers[:1]).all():
            raise Wrong(Message("memory.all_alike", {**where(case), "name": name}))
        counts = np.bincount(np.ravel(numbers) - start, minlength=kinds)
        allowed = DEVIATIONS * np.sqrt(numbers.size / kinds * (1 - 1 / kinds))
        if np.abs(counts - numbers.size / kinds).max() > allowed:
            raise Wrong(Message("memory.uneven", {**where(case), "name": name}))
    for name, (equal, share) in pairs_in(tokens, case.task).items():
        if abs(equal.mean() - share) > DEVIATIONS * np.sqrt(share * (1 - share) / equal.size):
            raise Wrong(Message("memory.dependent", {**where(case), "name": name}))
    again, other = (
        named_outputs(("tokens", "labels", "mask"), outputs[name]).get("tokens")
        for name in ("again", "other")
    )
    comes_from_rng(case, tokens, again, other)


def pairs_in(tokens: Array, task: Mapping[str, Any]) -> dict[str, tuple[Array, float]]:
    """Say which neighbours are alike, and how often they should be."""
    if task["language"] == "recall":
        return {"fillers": (tokens[:, 1:-2] == tokens[:, 2:-1], 1 / task["symbols"])}
    singular = tokens[:, ::2] < task["nouns"]
    return {"nouns": (singular[:, 1:] == singular[:, :-1], 0.5)}


def comes_from_rng(case: Case, first: Any, again: Any, other: Any) -> None:
    """The same seed gives the same once more, and another seed something else."""
    if not same_answer(first, again, NOTHING):
        raise Wrong(Message("memory.not_from_rng", where(case)))
    if same_answer(first, other, NOTHING):
        raise Wrong(Message("memory.always_the_same", where(case)))


def expected_shapes(case: Case) -> dict[str, tuple[int, int]]:
    inputs, hidden, outputs = case.sizes
    gates = [""] if case.kind_of_cell == "rnn" else ["f", "i", "o", "c"]
    shapes = {"V": (outputs, hidden), "by": (outputs, 1)}
    for gate in gates:
        shapes[f"U{gate}"] = (hidden, inputs)
        shapes[f"W{gate}"] = (hidden, hidden)
        shapes[f"b{gate or 'a'}"] = (hidden, 1)
    return shapes


def parameters_of(case: Case, model: Any) -> dict[str, Array]:
    """Return the parameters of a model, each of its shape."""
    parameters = model.get("parameters") if isinstance(model, Mapping) else None
    if not isinstance(parameters, Mapping):
        raise Wrong(Message("memory.no_model"))
    shapes = expected_shapes(case)
    if set(parameters) != set(shapes):
        raise Wrong(Message("memory.other_parameters", {"names": ", ".join(sorted(shapes))}))
    return {name: real_array(name, parameters[name], shape) for name, shape in shapes.items()}


def has_all_parameters(case: Case, outputs: Mapping[str, Any]) -> None:
    """Every parameter is there under its name, in its shape, and `kind` says the kind."""
    parameters_of(case, outputs["model"])
    kind = outputs["model"].get("kind")
    if not isinstance(kind, str) or kind != case.kind_of_cell:
        raise Wrong(Message("memory.other_kind"))


def has_its_biases(case: Case, outputs: Mapping[str, Any]) -> None:
    """Biases are 0, but those of the forget gate are 3."""
    for name, value in parameters_of(case, outputs["model"]).items():
        if name.startswith("b") and not np.allclose(value, 3.0 if name == "bf" else 0.0):
            raise Wrong(Message("memory.other_bias", {"name": name}))


def is_drawn_uniformly(case: Case, outputs: Mapping[str, Any]) -> None:
    """Weights are uniform between -1/√c and 1/√c, and come from `rng`."""
    parameters = parameters_of(case, outputs["model"])
    for name, value in parameters.items():
        if name.startswith("b"):
            continue
        scaled = value.astype(np.float64) * np.sqrt(value.shape[1])
        if not np.abs(scaled).max() <= 1 + 1e-6:
            raise Wrong(Message("memory.too_large", {"name": name}))
        # Of a uniform number u in (-1, 1): E u = 0, Var u = 1/3, E u² = 1/3, Var u² = 4/45.
        mean, square = scaled.mean(), (scaled**2).mean()
        if not abs(mean) <= DEVIATIONS * np.sqrt(1 / 3 / scaled.size):
            raise Wrong(Message("memory.not_uniform", {"name": name}))
        if not abs(square - 1 / 3) <= DEVIATIONS * np.sqrt(4 / 45 / scaled.size):
            raise Wrong(Message("memory.not_uniform", {"name": name}))
        for twin, same in parameters.items():
            if twin < name and same.size > 1 and np.array_equal(same, value):
                raise Wrong(Message("memory.twins", {"one": twin, "other": name}))
    again, other = (parameters_of(case, outputs[name]) for name in ("again", "other"))
    comes_from_rng(case, parameters, again, other)


def draws_anew(case: Case, outputs: Mapping[str, Any]) -> None:
    """Every step has sentences of its own, which come from `rng`: so the losses differ."""
    steps = case.settings[0]
    histories = [outputs, *(outputs[name] for name in ("again", "other"))]
    first, again, other = (
        real_array("losses", _as_array(named_outputs(("losses",), history).get("losses")), (steps,))
        for history in histories
    )
    if np.unique(first).size < steps:
        raise Wrong(Message("memory.same_sentences", where(case)))
    comes_from_rng(case, first, again, other)


def _as_array(value: Any) -> Any:
    numbers = isinstance(value, list | tuple) and all(isinstance(v, float | int) for v in value)
    return np.array(value) if numbers else value


def has_learnt(case: Case, outputs: Mapping[str, Any]) -> None:
    """The network is right in at least 95 of 100 sentences."""
    if outputs["accuracy"] < ENOUGH:
        percent = round(100 * outputs["accuracy"])
        raise Wrong(Message("memory.not_learnt", {**where(case), "percent": percent}))


def is_near_its_share(case: Case, outputs: Mapping[str, Any]) -> None:
    """A network that always says the same is right as often as chance has it."""
    shares = real_array("shares", outputs.get("shares"), (len(case.distances),))
    allowed = DEVIATIONS * np.sqrt(case.share * (1 - case.share) / case.count)
    if not np.abs(shares - case.share).max() <= allowed:
        raise Wrong(Message("memory.other_share", where(case)))
    comes_from_rng(case, shares, outputs["again"], outputs["other"])


def follows_the_probabilities(case: Case, outputs: Mapping[str, Any]) -> None:
    """The tokens are as frequent as softmax(logits / temperature) says, and come from `rng`."""
    length, temperature = case.settings
    drawn = np.stack([tokens_of("tokens", tokens, (length,)) for tokens in outputs["more"]])
    logits = case.model["parameters"]["by"][:, 0] / temperature
    weights = np.exp(logits - logits.max())
    shares = weights / weights.sum()
    if drawn.min() < 0 or drawn.max() >= shares.size:
        raise Wrong(Message("memory.no_token", where(case)))
    counts = np.bincount(drawn.ravel(), minlength=shares.size)
    allowed = DEVIATIONS * np.sqrt(drawn.size * shares * (1 - shares))
    if (np.abs(counts - drawn.size * shares) > allowed).any():
        raise Wrong(Message("memory.other_frequencies", where(case)))


def samples_from_rng(case: Case, outputs: Mapping[str, Any]) -> None:
    """All randomness comes from `rng`."""
    comes_from_rng(case, outputs["more"][0], outputs["again"], outputs["more"][1])
