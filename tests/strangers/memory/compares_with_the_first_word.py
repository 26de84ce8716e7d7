"""
function = "accuracy_by_distance"
says = "The right answer is the label of the marked step. You compare with the first token of the sentence, which is the same thing in recall, but in agreement the answer is a verb and never equals the noun."
right = []
named = [
    "accuracy_by_distance.compared_with_the_first_token",
]
"""

import numpy as np


def accuracy_by_distance(model, task, distances, count, rng):
    size = model["parameters"]["V"].shape[0]
    shares = []
    for distance in distances:
        tokens, labels, mask = batches(dict(task, distance=distance), count, rng)
        logits, _ = model_forward(model, one_hot(tokens, size))
        answers = np.argmax(logits[:, :, -1], axis=0)
        shares.append(np.mean(answers == tokens[:, 0]))
    return np.array(shares)
