# %% +
LEFT_TO_RIGHT, RIGHT_TO_LEFT = 1, -1


def steps_of(array):
    """Give the steps of a sequence as a tuple of (features, batch) arrays."""
    return tuple(np.moveaxis(np.asarray(array), -1, 0))


def sequence_of(steps):
    """Put a tuple of (features, batch) arrays together again."""
    return np.moveaxis(np.array(steps), 0, -1)


# %% +
def read(x, real, layer, direction):
    """Run one layer; `real` has one mask per step, and what it hides becomes a zero state."""
    state = np.zeros((len(layer["W"]), np.shape(x)[1]))
    states = ()
    for x_t, here in tuple(zip(steps_of(x), real, strict=True))[::direction]:
        a = layer["U"] @ x_t + layer["W"] @ state + layer["ba"]
        state = np.where(here, np.tanh(a), 0.0)
        states += (state,)
    return sequence_of(states[::direction])


def read_back(dh, x, h, real, layer, direction):
    """Undo `read`: go through the steps against the direction in which they were read."""
    xs, hs, dhs = (steps_of(array)[::direction] for array in (x, h, dh))
    masks = tuple(real)[::direction]
    before = (np.zeros_like(hs[0]),) + hs[:-1]
    delta = np.zeros_like(hs[0])
    grads = {"d" + name: np.zeros(np.shape(layer[name])) for name in ("U", "W", "ba")}
    dxs = ()
    for number in reversed(range(len(hs))):
        arriving = dhs[number] + layer["W"].T @ delta
        delta = np.where(masks[number], arriving * (1 - hs[number] ** 2), 0.0)
        grads["dU"] += delta @ xs[number].T
        grads["dW"] += delta @ before[number].T
        grads["dba"] += delta.sum(axis=1, keepdims=True)
        dxs = (layer["U"].T @ delta,) + dxs
    return sequence_of(dxs[::direction]), grads


# %% bidirectional_forward
def bidirectional_forward(x, lengths, parameters):
    real = np.arange(x.shape[2])[:, None] < np.asarray(lengths)[None, :]
    clean = np.where(real.T, x, 0.0)
    right = read(clean, real, parameters["forward"], LEFT_TO_RIGHT)
    left = read(clean, real, parameters["backward"], RIGHT_TO_LEFT)
    cache = {"x": clean, "real": real, "right": right, "left": left, "parameters": parameters}
    return np.vstack((right, left)), cache


# %% bidirectional_backward
def bidirectional_backward(dh, cache):
    real, x, parameters = cache["real"], cache["x"], cache["parameters"]
    dh = np.where(real.T, dh, 0.0)
    upper = np.arange(len(dh)) < len(cache["right"])
    dx_right, right = read_back(
        dh[upper], x, cache["right"], real, parameters["forward"], LEFT_TO_RIGHT
    )
    dx_left, left = read_back(
        dh[~upper], x, cache["left"], real, parameters["backward"], RIGHT_TO_LEFT
    )
    return {"dx": dx_right + dx_left, "forward": right, "backward": left}


# %% +
def all_real(x):
    return np.ones((x.shape[2], x.shape[1]), dtype=bool)


# %% stacked_forward
def stacked_forward(x, layers):
    sequences = (x,)
    for layer in layers:
        sequences += (read(sequences[-1], all_real(x), layer, LEFT_TO_RIGHT),)
    return sequences[-1], {"sequences": sequences, "layers": tuple(layers)}


# %% stacked_backward
def stacked_backward(dh, cache):
    sequences, layers = cache["sequences"], cache["layers"]
    found = ()
    for below, above, layer in tuple(zip(sequences, sequences[1:], layers))[::-1]:
        dh, gradients = read_back(dh, below, above, all_real(below), layer, LEFT_TO_RIGHT)
        found = (gradients,) + found
    return {"dx": dh, "layers": found}


# %% +
def weights(delta, read_by_them):
    """Return the gradients of W and b in W x + b, when delta has arrived at the sum."""
    return delta @ read_by_them.T, delta.sum(axis=1, keepdims=True)


def slope(squashed):
    return (1 - squashed) * (1 + squashed)


# %% residual_forward
def residual_forward(x, layers):
    notes = ()
    for layer in layers:
        r = np.tanh(layer["W"] @ x + layer["b"])
        notes += ({"x": x, "r": r, "W": layer["W"]},)
        x = x + r
    return x, {"notes": notes}


# %% residual_backward
def residual_backward(dy, cache):
    found = ()
    for note in reversed(cache["notes"]):
        delta = dy * slope(note["r"])
        dW, db = weights(delta, note["x"])
        found = ({"dW": dW, "db": db},) + found
        dy = dy + note["W"].T @ delta
    return {"dx": dy, "layers": found}


# %% dense_forward
def dense_forward(x, layers):
    z = x
    for layer in layers:
        z = np.vstack((z, np.tanh(layer["W"] @ z + layer["b"])))
    return z, {"z": z, "layers": tuple(layers)}


# %% dense_backward
def dense_backward(dz, cache):
    z, found = cache["z"], ()
    for layer in reversed(cache["layers"]):
        known = layer["W"].shape[1]
        was_read = np.arange(len(z)) < known
        delta = dz[~was_read] * slope(z[~was_read])
        z = z[was_read]
        dW, db = weights(delta, z)
        found = ({"dW": dW, "db": db},) + found
        dz = dz[was_read] + layer["W"].T @ delta
    return {"dx": dz, "layers": found}


# %% +
def sigma(a):
    """The sigmoid, each sign with the form that cannot overflow, chosen by a mask."""
    small = np.exp(-np.abs(a))
    return np.where(a < 0, small, 1.0) / (1.0 + small)


# %% highway_forward
def highway_forward(x, layers):
    notes = ()
    for layer in layers:
        u = np.tanh(layer["W"] @ x + layer["b"])
        g = sigma(layer["Wg"] @ x + layer["bg"])
        notes += ({"x": x, "u": u, "g": g, "layer": layer},)
        x = g * u + (1 - g) * x
    return x, {"notes": notes}


# %% highway_backward
def highway_backward(dy, cache):
    found = ()
    for note in reversed(cache["notes"]):
        x, u, g, layer = (note[name] for name in ("x", "u", "g", "layer"))
        delta = dy * g * slope(u)
        delta_g = dy * (u - x) * g * (1 - g)
        dW, db = weights(delta, x)
        dWg, dbg = weights(delta_g, x)
        found = ({"dW": dW, "db": db, "dWg": dWg, "dbg": dbg},) + found
        dy = dy * (1 - g) + layer["W"].T @ delta + layer["Wg"].T @ delta_g
    return {"dx": dy, "layers": found}


# %% +
WIDTH = 64


def drawn_layer(rng):
    W, Wg = rng.standard_normal((2, WIDTH, WIDTH)) / 16
    zero = np.zeros((WIDTH, 1))
    return {"W": W, "Wg": Wg, "b": zero, "bg": zero - 3}


def plain_up(x, layers):
    (layer,) = layers
    y = np.tanh(layer["W"] @ x + layer["b"])
    return y, {"y": y, "W": layer["W"]}


def plain_down(dy, cache):
    return {"dx": cache["W"].T @ (dy * slope(cache["y"]))}


# %% shortcut_gradient_norms
def shortcut_gradient_norms(depth, kind, rng):
    ways = {
        "plain": (plain_up, plain_down),
        "residual": (residual_forward, residual_backward),
        "highway": (highway_forward, highway_backward),
    }
    if kind not in tuple(ways):
        raise ValueError(f"there are no {kind!r} shortcuts")
    up, down = ways[kind]
    gradient = rng.standard_normal((WIDTH, 1))
    x, caches = rng.standard_normal((WIDTH, 1)), ()
    for _ in range(depth):
        x, cache = up(x, (drawn_layer(rng),))
        caches += (cache,)
    norms = (np.linalg.norm(gradient),)
    for cache in reversed(caches):
        gradient = down(gradient, cache)["dx"]
        norms = (np.linalg.norm(gradient),) + norms
    return np.array(norms) / norms[-1]
