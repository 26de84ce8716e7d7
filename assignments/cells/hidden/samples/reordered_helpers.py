# %% softmax
def softmax(z):
    return normalise(np.exp(shift(z)))

# %% +
def shift(z):
    return z / 0

# %% test_softmax
check(softmax)

# %% +
def normalise(e):
    return e / e.sum(axis=0, keepdims=True)

# %% rnn_backward
def rnn_backward(ds, caches):
    return collect(walk(ds, caches))

# %% +
def collect(steps):
    total = {k: sum(s[k] for s in steps) for k in ("dU", "dW", "dba")}
    return {"dx": np.stack([s["dx_t"] for s in steps[::-1]], 2), "ds0": steps[-1]["ds_prev"]} | total

# %% test_rnn_loss_and_gradients
check(rnn_loss_and_gradients)

# %% +
def walk(ds, caches):
    steps = []
    for t in reversed(range(ds.shape[2])):
        later = steps[-1]["ds_prev"] if steps else 0
        steps.append(rnn_cell_backward(ds[:, :, t] + later, caches[t]))
    return steps

# %% +
def shift(z):
    return z - z.max(axis=0, keepdims=True)
