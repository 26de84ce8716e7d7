"""
function = "accuracy_by_distance"
says = "You count all steps, not the marked ones alone, and look for the largest logit among the first words only, where it should be of all tokens."
right = []
named = [
    "accuracy_by_distance.every_step_counted + accuracy_by_distance.possible_answers_only",
]
"""

import numpy as np


def accuracy_by_distance(model, task, distances, count, rng):
    k = task.get("symbols", task.get("nouns"))
    size = model["parameters"]["V"].shape[0]
    shares = []
    for d in distances:
        tokens, labels, mask = batches({**task, "distance": d}, count, rng)
        logits, _ = model_forward(model, one_hot(tokens, size))
        answers = logits[:k].argmax(axis=0)
        shares.append(np.mean((answers == labels)))
    return np.array(shares)
