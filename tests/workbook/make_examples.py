"""Write a small `examples.npz` from the reference solutions, for the tests of `workbook`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from solutions import cells


class Maker:
    """Collects arrays under short names while the plan is built."""

    def __init__(self) -> None:
        self.arrays: dict[str, Any] = {}

    def value(self, item: Any) -> dict[str, Any]:
        if isinstance(item, dict):
            return {"dict": {key: self.value(v) for key, v in item.items()}}
        if isinstance(item, np.ndarray):
            key = f"a{len(self.arrays)}"
            self.arrays[key] = item
            return {"array": key}
        return {"number": float(item)}

    def step(self, function: str, arguments: list[Any], keep: tuple[int, ...] = ()) -> Any:
        return {
            "function": function,
            "arguments": [a if isinstance(a, dict) and "kept" in a else self.value(a)
                          for a in arguments],
            "keep": list(keep),
        }  # fmt: skip

    def example(self, title: str, steps: list[Any], expected: dict[str, Any]) -> Any:
        values = {name: self.value(v) for name, v in expected.items()}
        return {"title": title, "steps": steps, "expected": values}


def parameters(rng: np.random.Generator, m: int, n: int) -> dict[str, Any]:
    shapes = {"U": (n, m), "W": (n, n), "V": (m, n), "ba": (n, 1), "by": (m, 1)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def write(path: Path) -> None:
    """Write examples of all seven exercises: N = 6 sequences of T = 4 steps, and N = T = 1."""
    rng, maker = np.random.default_rng(5), Maker()
    examples: dict[str, list[Any]] = {}

    def add(name: str, *rest: Any) -> None:
        examples.setdefault(name, []).append(maker.example(*rest))

    for m, n, N, T in ((3, 5, 6, 4), (2, 4, 1, 1)):
        title, p = f"batch of {N}, {T} steps", parameters(rng, m, n)
        x, s0 = rng.normal(size=(m, N, T)), rng.normal(size=(n, N))
        ds, labels = rng.normal(size=(n, N, T)), rng.integers(0, m, (N, T))
        kept, step = {"kept": [0, 2]}, maker.step
        z = 1000 * x[:, :, 0]
        add("softmax", title, [step("softmax", [z])], {"probabilities": cells.softmax(z)})
        s1, o1, cache = cells.rnn_cell_forward(x[:, :, 0], s0, p)
        forward = step("rnn_cell_forward", [x[:, :, 0], s0, p], (2,))
        add("rnn_cell_forward", title, [forward], {"s_next": s1, "out_pred": o1})
        s, y, caches = cells.rnn_forward(x, s0, p)
        whole = step("rnn_forward", [x, s0, p], (2,))
        add("rnn_forward", title, [whole], {"s": s, "y": y})
        back = step("rnn_cell_backward", [ds[:, :, 0], kept])
        gradients = cells.rnn_cell_backward(ds[:, :, 0], cache)
        add("rnn_cell_backward", title, [forward, back], gradients)
        back = step("rnn_backward", [ds, kept])
        add("rnn_backward", title, [whole, back], cells.rnn_backward(ds, caches))
        arguments = [o1, labels[:, 0], s1, p["V"]]
        out = cells.output_backward(*arguments)
        add("output_backward", title, [step("output_backward", arguments)], out)
        arguments = [x, labels, s0, p]
        loss, gradients = cells.rnn_loss_and_gradients(*arguments)
        add("rnn_loss_and_gradients", title, [step("rnn_loss_and_gradients", arguments)],
            {"loss": loss, **gradients})  # fmt: skip
    plan = {name: {"returns": list(made[0]["expected"]), "examples": made}
            for name, made in examples.items()}  # fmt: skip
    np.savez(path, plan=np.array(json.dumps(plan)), **maker.arrays)
