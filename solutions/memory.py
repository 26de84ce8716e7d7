"""Recurrent networks put to work: the reference for the assignment `memory`.

A *model* is a plain dictionary, `{"kind": "rnn" or "lstm", "parameters": {...}}`: the cell of
`cells` or of `gates` and an output layer, z_t = V h_t + by, which gives the logits of the next
token. A *task* is one of two languages, with the distance over which something must be remembered:

- recall, `{"language": "recall", "symbols": k, "distance": d}`::

      symbol  filler ... filler  cue  symbol          symbol: 0 to k-1, fillers: k to 2k-1, cue: 2k

- agreement, `{"language": "agreement", "nouns": k, "distance": d}`, d even::

      noun  preposition noun ... preposition noun  verb
      nouns: 0 to k-1 (singular), k to 2k-1 (plural), preposition: 2k, verbs: 2k+1, 2k+2

A sentence has d + 2 tokens. The network reads all but the last; the label of each step is the next
token. Marked in the mask is the one step whose label the first token decides: the last.

Shapes: tokens, labels and mask `(N, T)`; inputs, states and logits `(features, N, T)`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]
Model = dict[str, Any]
Task = dict[str, Any]


def one_hot(tokens: Array, size: int) -> Array:
    """Turn every token into a column with a single one.

    Parameters
    ----------
    tokens : (N, T) integers.
    size : how many different tokens there are: 0 to size - 1.

    Returns
    -------
    (size, N, T) array of floats: 1 in the row of the token, otherwise 0.

    Raises
    ------
    ValueError : if a token is below 0 or above size - 1; the message contains such a token.
    """
    for token in (tokens.min(initial=0), tokens.max(initial=0)):
        if not 0 <= token < size:
            raise ValueError(f"{token} is not between 0 and {size - 1}")
    return np.moveaxis(np.eye(size)[tokens], 2, 0)


def batches(task: Task, count: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Draw sentences of a language.

    Parameters
    ----------
    task : dict with `language`, "recall" or "agreement", and `distance`, d; for recall also
        `symbols`, for agreement `nouns`, either of them called k here.
        Recall (d at least 1): a symbol 0 to k-1, then d-1 fillers, each k to 2k-1, then the cue
        2k, then the symbol once more.
        Agreement (d even, at least 2): d/2 + 1 nouns, each 0 to 2k-1, with the preposition 2k
        between any two, then the verb: 2k+1 if the *first* noun is below k (singular),
        otherwise 2k+2.
    count : number of sentences, N.
    rng : NumPy's random generator; all randomness comes from it. Every symbol, filler and noun is
        drawn independently, all that are allowed with the same probability.

    Returns
    -------
    tokens : (N, T) integers, with T = d + 1: the sentences without their last token.
    labels : (N, T) integers: the token that follows each of these in its sentence.
    mask : (N, T) booleans: True at the last step alone, where the first token decides the label.

    Raises
    ------
    ValueError : for another language; the message contains its name.
    """
    language, distance = task["language"], task["distance"]
    if language == "recall":
        k = task["symbols"]
        symbols = rng.integers(0, k, (count, 1))
        fillers = rng.integers(k, 2 * k, (count, distance - 1))
        cues = np.full((count, 1), 2 * k)
        sentences = np.concatenate([symbols, fillers, cues, symbols], axis=1)
    elif language == "agreement":
        k = task["nouns"]
        sentences = np.full((count, distance + 2), 2 * k)
        sentences[:, :-1:2] = rng.integers(0, 2 * k, (count, distance // 2 + 1))
        sentences[:, -1] = np.where(sentences[:, 0] < k, 2 * k + 1, 2 * k + 2)
    else:
        raise ValueError(f"there is no language {language!r}")
    mask = np.zeros((count, distance + 1), dtype=bool)
    mask[:, -1] = True
    return sentences[:, :-1], sentences[:, 1:], mask


def new_model(kind: str, inputs: int, hidden: int, outputs: int, rng: np.random.Generator) -> Model:
    """Make a network that has not learnt anything yet.

    Parameters
    ----------
    kind : "rnn" or "lstm".
    inputs : number of input features, m.
    hidden : number of hidden units, n.
    outputs : number of logits, q.
    rng : NumPy's random generator; all randomness comes from it.

    Returns
    -------
    dict with `kind`, as given, and `parameters`, a dict. For "rnn" it has `U (n, m)`, `W (n, n)`,
    `ba (n, 1)`; for "lstm" `Uf`, `Ui`, `Uo`, `Uc`, all (n, m), `Wf`, `Wi`, `Wo`, `Wc`, all (n, n),
    `bf`, `bi`, `bo`, `bc`, all (n, 1); for either `V (q, n)` and `by (q, 1)`. Every element of a
    matrix with c columns is drawn independently, uniformly from between -1/√c and 1/√c. Biases are
    0, but those in `bf` are 3.

    Raises
    ------
    ValueError : for another kind; the message contains it.
    """
    gates = {"rnn": [""], "lstm": ["f", "i", "o", "c"]}
    if kind not in gates:
        raise ValueError(f"there is no network of the kind {kind!r}")
    shapes = {"V": (outputs, hidden), "by": (outputs, 1)}
    for gate in gates[kind]:
        shapes |= {f"U{gate}": (hidden, inputs), f"W{gate}": (hidden, hidden)}
        shapes |= {f"b{gate or 'a'}": (hidden, 1)}
    parameters = {}
    for name, shape in shapes.items():
        if name.startswith("b"):
            parameters[name] = np.full(shape, 3.0 if name == "bf" else 0.0)
        else:
            parameters[name] = rng.uniform(-1, 1, shape) / np.sqrt(shape[1])
    return {"kind": kind, "parameters": parameters}


def model_forward(model: Model, x: Array) -> tuple[Array, Any]:
    """Run a network over sequences, from states that are zero.

    Parameters
    ----------
    model : dict with `kind` and `parameters`, of the form that `new_model` returns. The cell of
        "rnn" is h = tanh(U x + W h_prev + ba). The cell of "lstm" is
        f, i, o = σ(W h_prev + U x + b), each with a W, U and b of its own,
        c = f ∘ c_prev + i ∘ tanh(Wc h_prev + Uc x + bc), h = o ∘ tanh(c).
    x : (m, N, T) inputs.

    Returns
    -------
    logits : (q, N, T) V h + by after every step, *before* any softmax.
    cache : whatever your `model_backward` will need; nobody else looks inside.
    """
    p, lstm = model["parameters"], model["kind"] == "lstm"
    blocks = [(f"W{g}", f"U{g}", f"b{g}") for g in "fioc"] if lstm else [("W", "U", "ba")]
    W, U, b = (np.concatenate([p[name] for name in names]) for names in zip(*blocks, strict=True))
    h = c = np.zeros((W.shape[1], x.shape[1]))
    logits, steps, gates = [], [], []
    for t in range(x.shape[2]):
        h_prev, c_prev = h, c
        a = W @ h_prev + U @ x[:, :, t] + b  # of all gates, one below the other
        if lstm:
            f, i, o = np.split(0.5 + 0.5 * np.tanh(a[: -len(h)] / 2), 3)
            c_tilde = np.tanh(a[-len(h) :])
            c = f * c_prev + i * c_tilde
            h = o * np.tanh(c)
            gates = [c_prev, c, f, i, o, c_tilde]
        else:
            h = np.tanh(a)
        steps.append((h_prev, h, *gates))
        logits.append(p["V"] @ h + p["by"])
    return np.stack(logits, axis=2), (x, W, blocks, steps)


def model_backward(model: Model, dlogits: Array, cache: Any) -> Arrays:
    """Carry the gradient back through the output layer and through time.

    Parameters
    ----------
    model : the same as in `model_forward`.
    dlogits : (q, N, T) gradient of the loss with respect to the logits of each step.
    cache : what your `model_forward` returned.

    Returns
    -------
    dict with the gradient of every parameter, summed over time, each named `d` and the name of
    the parameter: `dU`, `dW`, `dba`, or `dUf`, `dUi` and so on, and `dV`, `dby`.
    """
    x, W, blocks, steps = cache
    V = model["parameters"]["V"]
    dW, dU, db, dV = 0, 0, 0, np.zeros_like(V)
    dh_later = dc_later = np.zeros((V.shape[1], x.shape[1]))
    for t in reversed(range(len(steps))):
        h_prev, h, *gates = steps[t]
        dV = dV + dlogits[:, :, t] @ h.T
        dh = V.T @ dlogits[:, :, t] + dh_later
        if gates:
            c_prev, c, f, i, o, c_tilde = gates
            dc = dc_later + dh * o * (1 - np.tanh(c) ** 2)
            slopes = [f * (1 - f), i * (1 - i), o * (1 - o), 1 - c_tilde**2]
            arrived = [dc * c_prev, dc * c_tilde, dh * np.tanh(c), dc * i]
            da = np.concatenate(arrived) * np.concatenate(slopes)
            dc_later = dc * f
        else:
            da = dh * (1 - h**2)
        dW, dU = dW + da @ h_prev.T, dU + da @ x[:, :, t].T
        db = db + da.sum(axis=1, keepdims=True)
        dh_later = W.T @ da
    gradients = {"dV": dV, "dby": dlogits.sum(axis=(1, 2))[:, None]}
    parts = (np.split(total, len(blocks)) for total in (dW, dU, db))
    for names, block in zip(blocks, zip(*parts, strict=True), strict=True):
        gradients |= {f"d{name}": part for name, part in zip(names, block, strict=True)}
    return gradients


def loss_and_gradients(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """Compute the loss of a batch and the gradients of all parameters.

    The loss is the *mean*, over all steps that the mask marks, of the cross-entropy
    -log(softmax(logits)[label]). It is finite for logits of any size.

    Parameters
    ----------
    model : as in `model_forward`; it has as many inputs as logits.
    tokens : (N, T) integers, what the network reads.
    labels : (N, T) integers, the right token at each step; any token where a step does not count.
    mask : (N, T) booleans: which steps count. At least one does.

    Returns
    -------
    loss : float.
    gradients : dict, as `model_backward` returns it.
    """
    logits, cache = model_forward(model, one_hot(tokens, len(model["parameters"]["V"])))
    shifted = logits - logits.max(axis=0)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=0))
    right = one_hot(labels, len(logits))
    loss = -np.sum(right * log_probabilities * mask) / mask.sum()
    dlogits = (np.exp(log_probabilities) - right) * mask / mask.sum()
    return float(loss), model_backward(model, dlogits, cache)


def train(
    model: Model, task: Task, steps: int, lr: float, max_norm: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Train a network by gradient descent with clipping, on fresh sentences at every step.

    Each step draws 32 sentences with `batches`, computes loss and gradients with
    `loss_and_gradients`, clips the gradients by their global norm, and moves every parameter by
    `lr` times its clipped gradient, against it.

    Parameters
    ----------
    model : dict with `kind` and `parameters`. It must not be modified, nor its arrays.
    task : as in `batches`.
    steps : number of steps, 1 or more.
    lr : learning rate.
    max_norm : the largest global norm that gradients may keep; longer ones are shortened to it,
        shorter ones stay as they are. `np.inf` means that nothing is clipped.
    rng : NumPy's random generator; all randomness comes from it.

    Returns
    -------
    dict with `model`: the trained network, of the same form; `losses`: (steps,) array, the loss of
    every step's batch before the step was taken; `norms`: (steps,) array, the global norm of every
    step's gradients before clipping.
    """
    parameters = model["parameters"]
    losses, norms = np.zeros(steps), np.zeros(steps)
    for step in range(steps):
        tokens, labels, mask = batches(task, 32, rng)
        current = {**model, "parameters": parameters}
        losses[step], gradients = loss_and_gradients(current, tokens, labels, mask)
        norms[step] = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients.values()))
        factor = max_norm / norms[step] if norms[step] > max_norm else 1.0
        parameters = {
            name: value - lr * factor * gradients[f"d{name}"] for name, value in parameters.items()
        }
    return {"model": {**model, "parameters": parameters}, "losses": losses, "norms": norms}


def accuracy_by_distance(
    model: Model, task: Task, distances: list[int], count: int, rng: np.random.Generator
) -> Array:
    """Measure how often a network is right, at several distances.

    Parameters
    ----------
    model : as in `model_forward`.
    task : as in `batches`; its own distance does not matter. It must not be modified.
    distances : the distances to be tried.
    count : number of fresh sentences for each of them.
    rng : NumPy's random generator; all randomness comes from it.

    Returns
    -------
    (number of distances,) array: for each distance the share of the marked steps at which the
    label has the largest logit of all tokens.
    """
    shares = []
    for distance in distances:
        tokens, labels, mask = batches({**task, "distance": distance}, count, rng)
        logits = model_forward(model, one_hot(tokens, len(model["parameters"]["V"])))[0]
        shares.append((logits.argmax(axis=0) == labels)[mask].mean())
    return np.array(shares)


def sample(
    model: Model, prompt: list[int], length: int, temperature: float, rng: np.random.Generator
) -> Array:
    """Let a network continue a sequence, token by token.

    Parameters
    ----------
    model : as in `model_forward`; it has as many inputs as logits.
    prompt : list of the tokens to begin with, at least one.
    length : how many tokens to add, 0 or more.
    temperature : each new token is drawn with the probabilities softmax(logits / temperature) of
        the step before, and is read by the network in its turn. It may be very small. If it is 0,
        the token with the largest logit is taken, the first of several.
    rng : NumPy's random generator; all randomness comes from it.

    Returns
    -------
    (length,) integers: the new tokens, without the prompt.
    """
    tokens = list(prompt)
    for _ in range(length):
        x = one_hot(np.array([tokens]), len(model["parameters"]["V"]))
        logits = model_forward(model, x)[0][:, 0, -1]
        if temperature == 0:
            tokens.append(int(logits.argmax()))
        else:
            weights = np.exp((logits - logits.max()) / temperature)
            tokens.append(int(rng.choice(len(weights), p=weights / weights.sum())))
    return np.array(tokens[len(prompt) :], dtype=int)
