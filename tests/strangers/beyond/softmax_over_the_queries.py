"""
function = "attention_forward"
says = "Your softmax runs over the queries (the last axis); the weights of each query should sum to 1 over the steps, axis 0."
right = ["attention_backward"]
named = [
    "attention_forward.softmax_over_the_queries",
]
"""

import numpy as np


def softmax(s):
    s = s - s.max(axis=-1, keepdims=True)
    e = np.exp(s)
    return e / e.sum(axis=-1, keepdims=True)


def attention_forward(queries, keys, values):
    scores = np.einsum("nbt,nbq->tbq", keys, queries) / np.sqrt(len(queries))
    weights = softmax(scores)
    return np.einsum("mbt,tbq->mbq", values, weights), weights


def attention_backward(dcontexts, queries, keys, values):
    n = queries.shape[0]
    weights = attention_forward(queries, keys, values)[1]
    dvalues = np.einsum("mbq,tbq->mbt", dcontexts, weights)
    dweights = np.einsum("mbq,mbt->tbq", dcontexts, values)
    dscores = weights * (dweights - np.sum(weights * dweights, axis=0))
    return {
        "dqueries": np.einsum("nbt,tbq->nbq", keys, dscores) / np.sqrt(n),
        "dkeys": np.einsum("nbq,tbq->nbt", queries, dscores) / np.sqrt(n),
        "dvalues": dvalues,
    }
