"""Code of a learner that changes what its worker answers: valid frames with strange contents.

It runs in the sandbox, in a cell: it finds the worker among the callers, and puts something odd at
a place of the answer that is drawn by chance: a field, or a part of one at any depth. So it uses
nothing of the tests.
"""

import random
import sys

import numpy as np

from autograder.sandbox.values import Function, Kept, Opaque, Seed, Token

SEED = 0  # another one in each notebook
FIRST = 0  # so many answers are left as they are

rng = random.Random(SEED)
nested: list = []
for _ in range(20):
    nested = [nested]
STRANGE = [
    None, True, False, -1, 0, 1, 7, 2**31, 2**63 - 1, 2**64 - 1, -(2**63), 10**4000, -(10**4000),
    0.5, -0.0, 1e308, float("nan"), float("inf"), 3 + 4j, complex("nan"),
    "", "cell", "call", "oracle", "raised", "stdout", "error", "execute_result", "MemoryError",
    "x" * 300, "x" * 3_000_000, "\0\x1b[31m\u202e\ufeff", "<script>", b"", b"\xff" * 9,
    [], [None], [-1], [10**30], ["x"], [[]] * 25_000, nested, (), (1,), ("x", None),
    {}, {"": None}, {1: 2}, {None: []}, {"data": {}}, {"text/plain": "1.0"}, {"a": nested},
    {"output_type": "execute_result", "execution_count": -7, "data": {}, "metadata": {}},
    {"output_type": "stream", "name": "stdin", "text": "1.0"},
    {"output_type": "error", "ename": "E" * 10**6, "evalue": "", "traceback": [[]]},
    {"output_type": "display_data", "data": {"text/html": ["<b>"]}, "metadata": {"x": 1e400}},
    np.zeros(()), np.zeros((0, 5)), np.ones((3, 4)), np.full((2, 2), np.nan), np.ones(7, "f2"),
    np.ones((1, 1, 1, 1), "c16"), np.array([True]), np.float32(2), np.int8(-5), np.bool_(True),
    Opaque("x" * 100), Kept(0), Kept(-1), Kept(10**18), Token(0), Token(10**18), Seed(-1),
    Seed(10**18), Function("softmax"), object(), print,
]  # fmt: skip


def strangely(value):
    """Something else in the place of a value, or of a part of it, or beside it."""
    parts = (
        list(value)
        if isinstance(value, dict)
        else range(len(value))
        if isinstance(value, list)
        else ()
    )
    if len(parts) == 0 or rng.random() < 0.2:
        return rng.choice(STRANGE)
    changed, part = value.copy(), rng.choice(list(parts))
    how = rng.random()
    if how < 0.1:
        del changed[part]
    elif how < 0.2 and isinstance(changed, dict):
        changed[rng.choice(["extra", "value", "kind", "id", "execution_count", 5])] = rng.choice(
            STRANGE
        )
    elif how < 0.3 and isinstance(changed, list):
        changed.append(rng.choice(STRANGE))
    else:
        changed[part] = strangely(changed[part])
    return changed


def take_over():
    """Put our own actions in the place of the worker's."""
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("self"), "_actions"):
        frame = frame.f_back
    actions = frame.f_locals["self"]._actions
    for name, act in list(actions.items()):
        actions[name] = lambda request, act=act: forged(act(request))


count = 0


def forged(answer):
    global count
    count += 1
    return answer if count <= FIRST else strangely(answer)


take_over()
