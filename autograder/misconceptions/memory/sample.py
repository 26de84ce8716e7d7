"""Known mistakes in `sample`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import Array, Model, model_forward, one_hot, sample


@misconception("sample")
def always_the_most_probable(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Your network always says the same. When is the largest logit taken, and when is drawn?"""
    return sample(model, prompt, length, 0, rng)


@misconception("sample")
def temperature_ignored(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """At every temperature the words come equally often. What should it divide?"""
    return sample(model, prompt, length, 1.0 if temperature > 0 else 0, rng)


@misconception("sample")
def multiplied_by_the_temperature(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Does your network become more daring or less, as the temperature rises?"""
    return sample(model, prompt, length, 1 / temperature if temperature > 0 else 0, rng)


@misconception("sample")
def all_tokens_equally_likely(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """`rng.choice` draws all with the same probability, unless it is told otherwise."""
    if temperature == 0:
        return sample(model, prompt, length, 0, rng)
    return rng.integers(0, len(model["parameters"]["V"]), length)


@misconception("sample")
def prompt_returned_as_well(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Is the prompt part of what is wanted?"""
    added = sample(model, prompt, length, temperature, rng)
    return np.concatenate([np.array(prompt, dtype=int), added])


@misconception("sample")
def prompt_counted_in_the_length(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """How many tokens are to be added? Yours are fewer."""
    return sample(model, prompt, max(length - len(prompt), 0), temperature, rng)


@misconception("sample")
def last_token_of_the_prompt_only(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """The network has a memory. What has it read when the first word is drawn?"""
    return sample(model, prompt[-1:], length, temperature, rng)


@misconception("sample")
def only_the_token_before(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Your network forgets everything but the word before. Where has its state gone?"""
    tokens = list(prompt)
    for _ in range(length):
        tokens.append(int(sample(model, tokens[-1:], 1, temperature, rng)[0]))
    return np.array(tokens[len(prompt) :], dtype=int)


@misconception("sample")
def new_tokens_not_read(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """What does the network read after it has drawn its first word?"""
    drawn = [int(sample(model, prompt, 1, temperature, rng)[0]) for _ in range(length)]
    return np.array(drawn, dtype=int)


@misconception("sample")
def logits_of_the_first_step(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Every step of the prompt has logits. Which of them say what comes after the prompt?"""
    tokens = list(prompt)
    for _ in range(length):
        tokens.append(int(sample(model, tokens[:1], 1, temperature, rng)[0]))
    return np.array(tokens[len(prompt) :], dtype=int)


@misconception("sample")
def overflow_at_low_temperature(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Logits divided by a small number are large. What can you subtract before exp?"""
    tokens = list(prompt)
    for _ in range(length):
        x = one_hot(np.array([tokens]), len(model["parameters"]["V"]))
        logits = model_forward(model, x)[0][:, 0, -1]
        if temperature == 0:
            tokens.append(int(logits.argmax()))
        else:
            weights = np.exp(logits / temperature)
            tokens.append(int(rng.choice(len(weights), p=weights / weights.sum())))
    return np.array(tokens[len(prompt) :], dtype=int)


@misconception("sample")
def divided_by_zero(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Nothing can be divided by a temperature of 0. What does it mean?"""
    if temperature == 0:
        raise ZeroDivisionError("division by zero")
    return sample(model, prompt, length, temperature, rng)


@misconception("sample")
def generator_of_its_own(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return sample(model, prompt, length, temperature, np.random.default_rng(0))
