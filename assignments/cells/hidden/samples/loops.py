# %% softmax
def softmax(z):
    rows, cols = z.shape
    p = np.zeros((rows, cols))
    for k in range(cols):
        biggest = z[0, k]
        for i in range(1, rows):
            if z[i, k] > biggest:
                biggest = z[i, k]
        total = 0.0
        for i in range(rows):
            p[i, k] = np.exp(z[i, k] - biggest)
            total += p[i, k]
        for i in range(rows):
            p[i, k] = p[i, k] / total
    return p

# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    U = parameters["U"]
    W = parameters["W"]
    V = parameters["V"]
    ba = parameters["ba"]
    by = parameters["by"]
    n, m = U.shape
    N = x_t.shape[1]

    s_next = np.zeros((n, N))
    z = np.zeros((m, N))
    for k in range(N):
        for i in range(n):
            a = ba[i, 0]
            for j in range(m):
                a += U[i, j] * x_t[j, k]
            for j in range(n):
                a += W[i, j] * s_prev[j, k]
            s_next[i, k] = np.tanh(a)
        for i in range(m):
            z[i, k] = by[i, 0]
            for j in range(n):
                z[i, k] += V[i, j] * s_next[j, k]
    return s_next, softmax(z), (x_t, s_prev, s_next, U, W)

# %% rnn_forward
def rnn_forward(x, s0, parameters):
    m, N, T = x.shape
    n = s0.shape[0]
    s = np.zeros((n, N, T))
    y = np.zeros((m, N, T))
    caches = []
    s_prev = s0
    for t in range(T):
        s_next, out, cache = rnn_cell_forward(x[:, :, t], s_prev, parameters)
        for i in range(n):
            for k in range(N):
                s[i, k, t] = s_next[i, k]
        for i in range(m):
            for k in range(N):
                y[i, k, t] = out[i, k]
        caches.append(cache)
        s_prev = s_next
    return s, y, caches

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    x_t, s_prev, s_next, U, W = cache
    n, m = U.shape
    N = x_t.shape[1]
    dx_t = np.zeros((m, N))
    ds_prev = np.zeros((n, N))
    dU = np.zeros((n, m))
    dW = np.zeros((n, n))
    dba = np.zeros((n, 1))
    for k in range(N):
        for i in range(n):
            da = ds_next[i, k] * (1 - s_next[i, k] * s_next[i, k])
            dba[i, 0] += da
            for j in range(m):
                dU[i, j] += da * x_t[j, k]
                dx_t[j, k] += U[i, j] * da
            for j in range(n):
                dW[i, j] += da * s_prev[j, k]
                ds_prev[j, k] += W[i, j] * da
    return {"dx_t": dx_t, "ds_prev": ds_prev, "dU": dU, "dW": dW, "dba": dba}

# %% rnn_backward
def rnn_backward(ds, caches):
    n, N, T = ds.shape
    m = caches[0][0].shape[0]
    dx = np.zeros((m, N, T))
    dU = np.zeros((n, m))
    dW = np.zeros((n, n))
    dba = np.zeros((n, 1))
    from_later = np.zeros((n, N))
    t = T - 1
    while t >= 0:
        total = np.zeros((n, N))
        for i in range(n):
            for k in range(N):
                total[i, k] = ds[i, k, t] + from_later[i, k]
        g = rnn_cell_backward(total, caches[t])
        dx[:, :, t] = g["dx_t"]
        dU += g["dU"]
        dW += g["dW"]
        dba += g["dba"]
        from_later = g["ds_prev"]
        t -= 1
    return {"dx": dx, "ds0": from_later, "dU": dU, "dW": dW, "dba": dba}

# %% output_backward
def output_backward(out_pred, labels, s, V):
    m, N = out_pred.shape
    n = s.shape[0]
    ds = np.zeros((n, N))
    dV = np.zeros((m, n))
    dby = np.zeros((m, 1))
    for k in range(N):
        for i in range(m):
            dz = out_pred[i, k]
            if i == labels[k]:
                dz = dz - 1
            dz = dz / N
            dby[i, 0] += dz
            for j in range(n):
                dV[i, j] += dz * s[j, k]
                ds[j, k] += V[i, j] * dz
    return {"ds": ds, "dV": dV, "dby": dby}

# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, caches = rnn_forward(x, s0, parameters)
    N, T = labels.shape
    loss = 0.0
    ds = np.zeros(s.shape)
    dV = np.zeros(parameters["V"].shape)
    dby = np.zeros(parameters["by"].shape)
    for t in range(T):
        for k in range(N):
            loss -= np.log(y[labels[k, t], k, t]) / N
        g = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])
        ds[:, :, t] = g["ds"]
        dV += g["dV"]
        dby += g["dby"]
    grads = rnn_backward(ds, caches)
    grads["dV"] = dV
    grads["dby"] = dby
    return loss, grads
