# %% +
# From my notebooks `cells` and `gates`: single steps, forwards and backwards.
def sigmoid(a):
    return 0.5 + 0.5 * np.tanh(0.5 * a)


def rnn_cell_forward(xt, s_prev, parameters):
    s_next = np.tanh(
        np.dot(parameters["U"], xt) + np.dot(parameters["W"], s_prev) + parameters["ba"]
    )
    return s_next, (s_next, s_prev, xt, parameters)


def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, xt, parameters = cache
    da = ds_next * (1 - s_next**2)
    return {
        "dxt": np.dot(parameters["U"].T, da),
        "ds_prev": np.dot(parameters["W"].T, da),
        "dU": np.dot(da, xt.T),
        "dW": np.dot(da, s_prev.T),
        "dba": np.sum(da, axis=1, keepdims=True),
    }


# %% +
def lstm_cell_forward(xt, h_prev, c_prev, parameters):
    def before(gate):
        return (
            np.dot(parameters["W" + gate], h_prev)
            + np.dot(parameters["U" + gate], xt)
            + parameters["b" + gate]
        )

    ft, it, ot = sigmoid(before("f")), sigmoid(before("i")), sigmoid(before("o"))
    candidate = np.tanh(before("c"))
    c_next = ft * c_prev + it * candidate
    h_next = ot * np.tanh(c_next)
    return h_next, c_next, (xt, h_prev, c_prev, c_next, ft, it, ot, candidate, parameters)


def lstm_cell_backward(dh_next, dc_next, cache):
    xt, h_prev, c_prev, c_next, ft, it, ot, candidate, parameters = cache
    squashed = np.tanh(c_next)
    dc = dc_next + dh_next * ot * (1 - squashed**2)
    da = {
        "f": dc * c_prev * ft * (1 - ft),
        "i": dc * candidate * it * (1 - it),
        "o": dh_next * squashed * ot * (1 - ot),
        "c": dc * it * (1 - candidate**2),
    }
    gradients = {"dc_prev": dc * ft, "dh_prev": 0, "dxt": 0}
    for gate, d in da.items():
        gradients["dh_prev"] = gradients["dh_prev"] + np.dot(parameters["W" + gate].T, d)
        gradients["dxt"] = gradients["dxt"] + np.dot(parameters["U" + gate].T, d)
        gradients["dW" + gate] = np.dot(d, h_prev.T)
        gradients["dU" + gate] = np.dot(d, xt.T)
        gradients["db" + gate] = np.sum(d, axis=1, keepdims=True)
    return gradients


# %% one_hot
def one_hot(tokens, size):
    tokens = np.asarray(tokens)
    for token in np.unique(tokens):
        if token not in range(size):
            raise ValueError(f"there is no token {token} among {size}")
    columns = np.zeros((size, *tokens.shape))
    np.put_along_axis(columns, tokens[None], 1.0, axis=0)
    return columns


# %% +
def pick(rng, k, shape):
    """Draw numbers below k: the place of the largest of k random numbers."""
    return rng.random((*shape, k)).argmax(axis=-1)


# %% batches
def batches(task, count, rng):
    language, d = task["language"], task["distance"]
    sentences = np.empty((count, d + 2), dtype=int)
    if language == "recall":
        k = task["symbols"]
        sentences[:, 1:d] = 2 * k - 1 - pick(rng, k, (count, d - 1))
        sentences[:, d] = 2 * k
        sentences[:, 0] = sentences[:, d + 1] = pick(rng, k, (count,))
    elif language == "agreement":
        k = task["nouns"]
        plural = rng.random((count, d // 2 + 1)) < 0.5
        sentences[:, 1:d:2] = 2 * k
        sentences[:, 0 : d + 1 : 2] = pick(rng, k, plural.shape) + k * plural
        sentences[:, d + 1] = 2 * k + 1 + plural[:, 0]
    else:
        raise ValueError(f"nobody speaks {language}")
    mask = np.zeros((count, d + 1), dtype=bool)
    mask[:, d] = True
    return sentences[:, :-1], sentences[:, 1:], mask


# %% new_model
def new_model(kind, inputs, hidden, outputs, rng):
    if kind == "rnn":
        shapes = {"U": (hidden, inputs), "W": (hidden, hidden), "ba": (hidden, 1)}
    elif kind == "lstm":
        shapes = {}
        for gate in "ocif":
            shapes["b" + gate] = (hidden, 1)
            shapes["W" + gate] = (hidden, hidden)
            shapes["U" + gate] = (hidden, inputs)
    else:
        raise ValueError(f"cannot make a network of kind {kind}")
    shapes["by"], shapes["V"] = (outputs, 1), (outputs, hidden)
    parameters = {}
    for name, (rows, columns) in shapes.items():
        if name[0] == "b":
            parameters[name] = np.full((rows, 1), 3.0 if name == "bf" else 0.0)
        else:
            signs = np.where(rng.random((rows, columns)) < 0.5, -1.0, 1.0)
            parameters[name] = signs * rng.random((rows, columns)) / np.sqrt(columns)
    return {"kind": kind, "parameters": parameters}


# %% +
def no_state(model, count):
    """Return zeros for the state, or the two states, before the first step."""
    zero = np.zeros((model["parameters"]["V"].shape[1], count))
    return (zero, zero) if model["kind"] == "lstm" else (zero,)


def one_step(model, state, xt):
    """Return the logits of a step, the next state, and what the way back needs."""
    p = model["parameters"]
    if model["kind"] == "lstm":
        h, c, cache = lstm_cell_forward(xt, *state, p)
        state = (h, c)
    else:
        h, cache = rnn_cell_forward(xt, *state, p)
        state = (h,)
    return np.dot(p["V"], h) + p["by"], state, (h, cache)


# %% model_forward
def model_forward(model, x):
    state, logits, caches = no_state(model, x.shape[1]), [], []
    for t in range(x.shape[2]):
        z, state, cache = one_step(model, state, x[:, :, t])
        logits.append(z)
        caches.append(cache)
    return np.stack(logits, axis=2), caches


# %% model_backward
def model_backward(model, dlogits, cache):
    p = model["parameters"]
    total = {"d" + name: np.zeros(value.shape) for name, value in p.items()}
    dh, *dc = no_state(model, dlogits.shape[1])
    for t in range(len(cache) - 1, -1, -1):
        dz = dlogits[:, :, t]
        h, step_cache = cache[t]
        total["dV"] += np.dot(dz, h.T)
        total["dby"] += np.sum(dz, axis=1, keepdims=True)
        dh = dh + np.dot(p["V"].T, dz)
        if model["kind"] == "lstm":
            step = lstm_cell_backward(dh, dc[0], step_cache)
            dh, dc = step["dh_prev"], [step["dc_prev"]]
        else:
            step = rnn_cell_backward(dh, step_cache)
            dh = step["ds_prev"]
        for name in step.keys() & total.keys():
            total[name] += step[name]
    return total


# %% loss_and_gradients
def loss_and_gradients(model, tokens, labels, mask):
    size = len(model["parameters"]["by"])
    logits, cache = model_forward(model, one_hot(tokens, size))
    who, when = np.nonzero(mask)
    marked, right = logits[:, who, when], labels[who, when]
    marked = marked - marked.max(axis=0)
    log_o = marked - np.log(np.exp(marked).sum(axis=0))
    numbers = np.arange(len(right))
    d = np.exp(log_o)
    d[right, numbers] -= 1
    dlogits = np.zeros(logits.shape)
    dlogits[:, who, when] = d / len(right)
    return float(-log_o[right, numbers].mean()), model_backward(model, dlogits, cache)


# %% train
def train(model, task, steps, lr, max_norm, rng):
    losses, norms = np.empty(steps), np.empty(steps)
    for number in range(steps):
        losses[number], gradients = loss_and_gradients(model, *batches(task, 32, rng))
        norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
        norms[number] = norm
        if norm > max_norm:
            gradients = {name: g * (max_norm / norm) for name, g in gradients.items()}
        moved = {name: p - lr * gradients["d" + name] for name, p in model["parameters"].items()}
        model = {"kind": model["kind"], "parameters": moved}
    return {"model": model, "losses": losses, "norms": norms}


# %% accuracy_by_distance
def accuracy_by_distance(model, task, distances, count, rng):
    shares = []
    for distance in distances:
        tokens, labels, mask = batches(dict(task, distance=distance), count, rng)
        logits, _ = model_forward(model, one_hot(tokens, len(model["parameters"]["by"])))
        shares.append(np.mean(logits.argmax(axis=0)[mask] == labels[mask]))
    return np.array(shares)


# %% sample
def sample(model, prompt, length, temperature, rng):
    size, state = len(model["parameters"]["by"]), no_state(model, 1)
    for token in prompt:
        z, state, _ = one_step(model, state, one_hot([[token]], size)[:, :, 0])
    new = np.empty(length, dtype=int)
    for place in range(length):
        z = z[:, 0] - z.max()
        # Whichever has the largest sum of z / temperature and Gumbel noise wins, with the
        # probability of the softmax. Times the temperature, nothing can overflow.
        new[place] = np.argmax(z + temperature * rng.gumbel(size=size))
        z, state, _ = one_step(model, state, one_hot([[new[place]]], size)[:, :, 0])
    return new
