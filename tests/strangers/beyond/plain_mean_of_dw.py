"""
function = "attention_backward"
says = "In the way back through the softmax you subtract the plain mean of dw over the steps; it is the mean weighted by the weights."
right = []
named = [
    "attention_backward.plain_mean_subtracted",
]
"""

import numpy as np


def attention_backward(dcontexts, queries, keys, values):
    _, w = attention_forward(queries, keys, values)
    root = np.sqrt(queries.shape[0])
    dvalues = np.einsum("inq,tnq->int", dcontexts, w)
    dw = np.einsum("int,inq->tnq", values, dcontexts)
    ds = w * (dw - dw.mean(axis=0, keepdims=True))
    ds /= root
    dkeys = np.einsum("inq,tnq->int", queries, ds)
    dqueries = np.einsum("int,tnq->inq", keys, ds)
    return {"dqueries": dqueries, "dkeys": dkeys, "dvalues": dvalues}
