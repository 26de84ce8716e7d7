# %% softmax
def softmax(z):
    e = np.exp(z - np.max(z, axis=0))
    return np.einsum("ij,j->ij", e, 1 / np.einsum("ij->j", e))

# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    p = parameters
    a = np.einsum("nm,mb->nb", p["U"], x_t) + np.einsum("nk,kb->nb", p["W"], s_prev) + p["ba"]
    s_next = np.tanh(a)
    z = np.einsum("mn,nb->mb", p["V"], s_next) + p["by"]
    return s_next, softmax(z), (s_next, s_prev, x_t, p["U"], p["W"])

# %% rnn_forward
def rnn_forward(x, s0, parameters):
    U, W, V, ba, by = (parameters[k] for k in ("U", "W", "V", "ba", "by"))
    drive = np.einsum("nm,mbt->nbt", U, x) + ba[:, :, None]
    s = np.empty_like(drive)
    before = s0
    for t in range(x.shape[-1]):
        s[..., t] = np.tanh(drive[..., t] + np.einsum("nk,kb->nb", W, before))
        before = s[..., t]
    z = np.einsum("mn,nbt->mbt", V, s) + by[:, :, None]
    e = np.exp(z - z.max(axis=0, keepdims=True))
    y = e / np.einsum("mbt->bt", e)[None]
    previous = np.concatenate([s0[..., None], s[..., :-1]], axis=2)
    return s, y, (x, s, previous, U, W)

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, U, W = cache
    d = np.einsum("nb,nb->nb", ds_next, 1 - np.einsum("nb,nb->nb", s_next, s_next))
    return dict(
        dx_t=np.einsum("nm,nb->mb", U, d),
        ds_prev=np.einsum("nk,nb->kb", W, d),
        dU=np.einsum("nb,mb->nm", d, x_t),
        dW=np.einsum("nb,kb->nk", d, s_prev),
        dba=np.einsum("nb->n", d)[:, None],
    )

# %% rnn_backward
def rnn_backward(ds, caches):
    x, s, previous, U, W = caches
    delta = np.empty_like(s)
    carried = np.zeros_like(s[..., 0])
    for t in range(s.shape[-1])[::-1]:
        delta[..., t] = (ds[..., t] + carried) * (1 - s[..., t] ** 2)
        carried = np.einsum("nk,nb->kb", W, delta[..., t])
    return dict(
        dx=np.einsum("nm,nbt->mbt", U, delta),
        ds0=carried,
        dU=np.einsum("nbt,mbt->nm", delta, x),
        dW=np.einsum("nbt,kbt->nk", delta, previous),
        dba=np.einsum("nbt->n", delta)[:, None],
    )

# %% output_backward
def output_backward(out_pred, labels, s, V):
    dz = (out_pred - np.eye(len(V))[:, labels]) / len(labels)
    return {
        "ds": np.einsum("mn,mb->nb", V, dz),
        "dV": np.einsum("mb,nb->mn", dz, s),
        "dby": np.einsum("mb->m", dz).reshape(-1, 1),
    }

# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, caches = rnn_forward(x, s0, parameters)
    truth = np.eye(len(y))[:, labels]
    N = len(labels)
    loss = -np.einsum("mbt,mbt->", truth, np.log(y)) / N
    dz = (y - truth) / N
    grads = rnn_backward(np.einsum("mn,mbt->nbt", parameters["V"], dz), caches)
    grads["dV"] = np.einsum("mbt,nbt->mn", dz, s)
    grads["dby"] = np.einsum("mbt->m", dz)[:, None]
    return loss, grads
