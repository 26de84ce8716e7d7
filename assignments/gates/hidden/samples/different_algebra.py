# %% sigmoid
def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)

# %% +
from collections import namedtuple
from functools import reduce

LSTMStep = namedtuple("LSTMStep", "x h c new gates p")
GRUStep = namedtuple("GRUStep", "x h u r cand p")


def affine(block, h, x, p):
    return np.einsum("ij,jn->in", p["W" + block], h) + np.einsum("ij,jn->in", p["U" + block], x) + p["b" + block]


def diagonal(v):
    """(n, N) -> (N, n, n): a diagonal matrix for every example."""
    return np.einsum("in,ij->nij", v, np.eye(len(v)))


def halves(first, end, state, step):
    """Walk over the steps first, ..., end - 1 by cutting them in two, again and again."""
    if end - first == 0:
        return state
    if end - first == 1:
        return step(first, state)
    middle = (first + end) // 2
    return halves(middle, end, halves(first, middle, state, step), step)

# %% lstm_cell_forward
def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    a = {block: affine(block, h_prev, x_t, parameters) for block in "fioc"}
    g = {block: np.tanh(a[block]) if block == "c" else sigmoid(a[block]) for block in a}
    c_next = g["f"] * c_prev + g["i"] * g["c"]
    return g["o"] * np.tanh(c_next), c_next, LSTMStep(x_t, h_prev, c_prev, c_next, g, parameters)

# %% lstm_forward
def lstm_forward(x, h0, c0, parameters):
    steps = []

    def step(t, state):
        h, c, cache = lstm_cell_forward(x[:, :, t], *state, parameters)
        steps.append(cache)
        return h, c

    last_h, last_c = halves(0, x.shape[2], (h0, c0), step)
    # The state before each step is in the cache of that step.
    h = np.dstack([s.h for s in steps[1:]] + [last_h])
    c = np.dstack([s.c for s in steps[1:]] + [last_c])
    return h, c, tuple(steps)

# %% +
def lstm_local_jacobians(s):
    """Slopes of c and h with respect to the four pre-activations, and of h with respect to c."""
    f, i, o, cand = (s.gates[block] for block in "fioc")
    tanh_c = np.tanh(s.new)
    h_by_c = o / np.cosh(np.clip(s.new, -300, 300)) ** 2
    c_by_a = {
        "f": s.c * f * (1 - f),
        "i": cand * i * (1 - i),
        "o": np.zeros_like(o),
        "c": i * (1 - cand) * (1 + cand),
    }
    h_by_a = {block: h_by_c * slope for block, slope in c_by_a.items()}
    h_by_a["o"] = h_by_a["o"] + tanh_c * o * (1 - o)
    return h_by_c, c_by_a, h_by_a


def lstm_transition(s):
    """(N, 2n, 2n): the Jacobian of (h, c) after a step with respect to (h, c) before it."""
    h_by_c, c_by_a, h_by_a = lstm_local_jacobians(s)
    c_by_h = sum(np.einsum("in,ij->nij", c_by_a[b], s.p["W" + b]) for b in "fioc")
    h_by_h = sum(np.einsum("in,ij->nij", h_by_a[b], s.p["W" + b]) for b in "fioc")
    return np.block([[h_by_h, diagonal(h_by_c * s.gates["f"])], [c_by_h, diagonal(s.gates["f"])]])

# %% lstm_cell_backward
def lstm_cell_backward(dh_next, dc_next, cache):
    n = len(dh_next)
    both = np.concatenate([dh_next, dc_next])
    before = np.einsum("nij,in->jn", lstm_transition(cache), both)
    _, c_by_a, h_by_a = lstm_local_jacobians(cache)
    out = {"dh_prev": before[:n], "dc_prev": before[n:], "dx_t": 0}
    for block in "fioc":
        delta = dh_next * h_by_a[block] + dc_next * c_by_a[block]
        out["dx_t"] = out["dx_t"] + np.einsum("ij,in->jn", cache.p["U" + block], delta)
        out["dW" + block] = np.einsum("in,jn->ij", delta, cache.h)
        out["dU" + block] = np.einsum("in,jn->ij", delta, cache.x)
        out["db" + block] = np.einsum("in->i", delta)[:, np.newaxis]
    return out

# %% lstm_backward
def lstm_backward(dh, caches):
    n, N, T = dh.shape
    # First the gradient of the pair (h, c) after every step, last step first ...
    arrived = [np.zeros((2 * n, N)) for _ in range(T + 1)]
    arrived[T][:n] = dh[:, :, T - 1]
    for t in range(T, 0, -1):
        arrived[t - 1] = np.einsum("nij,in->jn", lstm_transition(caches[t - 1]), arrived[t])
        if t > 1:
            arrived[t - 1][:n] += dh[:, :, t - 2]
    # ... then everything else, for all steps at once.
    lam = np.dstack(arrived[1:])
    slopes = [lstm_local_jacobians(s) for s in caches]
    xs, hs = np.dstack([s.x for s in caches]), np.dstack([s.h for s in caches])
    grads = {"dh0": arrived[0][:n], "dc0": arrived[0][n:], "dx": np.zeros_like(xs, dtype=float)}
    for b in "fioc":
        c_by_a = np.dstack([slope[1][b] for slope in slopes])
        h_by_a = np.dstack([slope[2][b] for slope in slopes])
        delta = lam[:n] * h_by_a + lam[n:] * c_by_a
        grads["dx"] += np.einsum("ij,int->jnt", caches[0].p["U" + b], delta)
        grads["dW" + b] = np.einsum("int,jnt->ij", delta, hs)
        grads["dU" + b] = np.einsum("int,jnt->ij", delta, xs)
        grads["db" + b] = np.einsum("int->i", delta).reshape(n, 1)
    return grads

# %% cell_state_jacobian
def cell_state_jacobian(forget_gates):
    with_one = np.insert(forget_gates, 0, 1, axis=1)
    return np.eye(len(forget_gates)) * np.cumprod(with_one, axis=1)[:, -1]

# %% gru_cell_forward
def gru_cell_forward(x_t, h_prev, parameters):
    p = parameters
    u = sigmoid(affine("u", h_prev, x_t, p))
    r = sigmoid(affine("r", h_prev, x_t, p))
    cand = np.tanh(affine("h", r * h_prev, x_t, p))
    return h_prev + u * (cand - h_prev), GRUStep(x_t, h_prev, u, r, cand, p)

# %% gru_forward
def gru_forward(x, h0, parameters):
    def step(t, so_far):
        states, caches = so_far
        state, cache = gru_cell_forward(x[:, :, t], states[-1], parameters)
        return states + (state,), caches + (cache,)

    states, caches = halves(0, x.shape[2], ((h0,), ()), step)
    return np.dstack(states[1:]), caches

# %% +
def gru_slopes(s):
    """Slopes of h with respect to u's and the candidate's pre-activations, and of q to r's."""
    return {
        "u": (s.cand - s.h) * s.u * (1 - s.u),
        "h": s.u * (1 - s.cand**2),
        "r": s.h * s.r * (1 - s.r),
    }


def gru_transition(s):
    """(N, n, n): the Jacobian of h after a step with respect to h before it."""
    k = gru_slopes(s)
    q_by_h = diagonal(s.r) + np.einsum("in,ij->nij", k["r"], s.p["Wr"])
    return (
        diagonal(1 - s.u)
        + np.einsum("in,ij->nij", k["u"], s.p["Wu"])
        + np.einsum("in,ij,njk->nik", k["h"], s.p["Wh"], q_by_h)
    )


def gru_rest(lam, x, h, q, k, p):
    """All other gradients, from those of h; arrays are (features, batch, steps)."""
    delta = {"u": lam * k["u"], "h": lam * k["h"]}
    delta["r"] = np.einsum("ij,int->jnt", p["Wh"], delta["h"]) * k["r"]
    seen = {"u": h, "r": h, "h": q}
    grads = {"dW" + b: np.einsum("int,jnt->ij", delta[b], seen[b]) for b in "urh"}
    grads |= {"dU" + b: np.einsum("int,jnt->ij", delta[b], x) for b in "urh"}
    grads |= {"db" + b: np.einsum("int->i", delta[b])[:, None] for b in "urh"}
    dx = reduce(np.add, (np.einsum("ij,int->jnt", p["U" + b], delta[b]) for b in "urh"))
    return dx, grads

# %% gru_cell_backward
def gru_cell_backward(dh_next, cache):
    s = cache
    k = {b: v[:, :, None] for b, v in gru_slopes(s).items()}
    x, h, q, lam = (v[:, :, None] for v in (s.x, s.h, s.r * s.h, dh_next))
    dx, grads = gru_rest(lam, x, h, q, k, s.p)
    dh_prev = np.einsum("nij,in->jn", gru_transition(s), dh_next)
    return dict(grads, dx_t=dx[:, :, 0], dh_prev=dh_prev)

# %% gru_backward
def gru_backward(dh, caches):
    T = dh.shape[2]
    lam = np.zeros(dh.shape)

    def step(number, back):
        t = T - 1 - number
        lam[:, :, t] = dh[:, :, t] + back
        return np.einsum("nij,in->jn", gru_transition(caches[t]), lam[:, :, t])

    dh0 = halves(0, T, np.zeros(dh.shape[:2]), step)
    x, h, q = (np.dstack(v) for v in zip(*((s.x, s.h, s.r * s.h) for s in caches)))
    slopes = [gru_slopes(s) for s in caches]
    k = {b: np.dstack([slope[b] for slope in slopes]) for b in "urh"}
    dx, grads = gru_rest(lam, x, h, q, k, caches[0].p)
    return {"dx": dx, "dh0": dh0} | grads

# %% parameter_count
def parameter_count(kind, inputs, hidden):
    try:
        blocks = dict(rnn=1, gru=3, lstm=4)[kind]
    except KeyError:
        raise ValueError(f"unknown cell {kind}") from None
    per_unit = inputs + hidden + 1
    return blocks * hidden * per_unit
