"""
function = "attention_forward"
says = "You divide the scores by the root of the number of rows of the values, m; it is the length n of queries and keys that makes the scalar products large."
right = []
named = [
    "attention_forward.divided_by_the_features_of_the_values",
]
"""

import numpy as np


def attention_forward(queries, keys, values):
    d_model, N, T = values.shape
    Q = queries.shape[2]
    weights = np.zeros((T, N, Q))
    contexts = np.zeros((d_model, N, Q))
    for b in range(N):
        scores = keys[:, b, :].T @ queries[:, b, :] / np.sqrt(d_model)
        e = np.exp(scores - scores.max(axis=0))
        weights[:, b, :] = e / e.sum(axis=0)
        contexts[:, b, :] = values[:, b, :] @ weights[:, b, :]
    return contexts, weights
