"""
function = "sample"
says = "For every new token you run the network on the last token alone, from a zero state, so it remembers nothing of the prompt."
right = []
named = [
    "sample.only_the_token_before",
]
"""

import numpy as np


def sample(model, prompt, length, temperature, rng):
    q = model["parameters"]["by"].shape[0]
    text = [int(token) for token in prompt]
    for _ in range(length):
        x = one_hot(np.array([text[-1:]]), q)
        z = model_forward(model, x)[0][:, 0, -1]
        if temperature == 0:
            text.append(int(np.argmax(z)))
            continue
        w = np.exp((z - z.max()) / temperature)
        text.append(int(np.searchsorted(np.cumsum(w) / w.sum(), rng.random())))
    return np.array(text[len(prompt):], dtype=int)
