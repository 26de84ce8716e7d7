# %% parallel_scan
def parallel_scan(a, b):
    h = np.zeros_like(b)
    for t in range(b.shape[2]):
        h[:, :, t] = b[:, :, t] + (a[:, :, t] * h[:, :, t - 1] if t > 0 else 0)
    return h

# %% gradient_check
def gradient_check(f, x, gradient, rng):
    h = np.cbrt(np.finfo(x.dtype).eps)
    up, down = np.zeros(x.shape), np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = h
        up[place] = (f(x + step) - f(x)) / h
        down[place] = (f(x) - f(x - step)) / h
    if np.linalg.norm(up - down) > 0.1 * (np.linalg.norm(up) + np.linalg.norm(down)):
        return "kink"
    error = np.linalg.norm((up + down) / 2 - gradient)
    limit = 0.01 * (np.linalg.norm(up + down) / 2 + np.linalg.norm(gradient))
    return "right" if error <= limit else "wrong"
