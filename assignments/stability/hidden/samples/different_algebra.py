# %% matrix_power_eigenvalues
def matrix_power_eigenvalues(M, k):
    P = np.linalg.matrix_power(M, k)
    values = np.linalg.eigvals((P + P.T) / 2).real
    return np.array(sorted(values, key=lambda value: -abs(value)))

# %% power_iterates
def power_iterates(M, x, k):
    out = np.empty((len(x), k + 1))
    v = x
    for j in range(k + 1):
        largest = np.max(np.abs(v))
        if largest == 0:
            raise ValueError("M^%d x is zero" % j)
        out[:, j] = v / largest
        v = M @ out[:, j]
    return out / np.sqrt((out**2).sum(axis=0))

# %% alignment
def alignment(M, x, k):
    Y = power_iterates(M, x, k)
    w, V = np.linalg.eig(M)
    v = V[:, np.argmax(w.real**2)].real
    onto_line = np.outer(v, v) / (v @ v)
    along = onto_line @ Y
    across = Y - along
    theta = np.arctan2(np.sqrt((across**2).sum(0)), np.sqrt((along**2).sum(0)))
    return np.cos(theta)

# %% dominant_eigenpair
def dominant_eigenpair(M, rng, tol, max_iterations):
    n = M.shape[0]
    v = rng.exponential(size=(n, 1)) * rng.choice([-1.0, 1.0], size=(n, 1))
    v /= np.linalg.norm(v)
    used, converged = 0, False
    while True:
        w = M @ v
        used += 1
        value = (v.T @ w).item() / (v.T @ v).item()
        # tangent of the angle between M v and the line through v would be too strict: its sine
        across = w - v @ (v.T @ w)
        converged = np.sum(across**2) <= tol**2 * np.sum(w**2)
        if converged or used == max_iterations:
            break
        v = w / np.max(np.abs(w))
        v = v / np.sqrt(np.sum(v * v))
    return value, v[:, 0], used, bool(converged)

# %% alignment_probability
def alignment_probability(n, ratio, k, angle, trials, rng):
    # c_1² and the sum of the other n-1 squares are chi-squared and independent
    first = rng.chisquare(1, size=trials)
    rest = rng.chisquare(n - 1, size=trials) * ratio ** (2 * k)
    cosine = np.sqrt(first / (first + rest))
    return float(np.count_nonzero(cosine >= np.cos(angle)) / trials)

# %% jacobian_product
def jacobian_product(W, states):
    # the transposed product takes a gradient back, column by column of the identity
    G = np.identity(W.shape[0])
    for h in reversed(states.T):
        slopes = (1 - h) * (1 + h)
        G = W.T @ (slopes[:, None] * G)
    return G.T

# %% gradient_norms
def gradient_norms(W, states):
    T = states.shape[1]
    norms = []
    for d in range(T + 1):
        J = jacobian_product(W, states[:, T - d:])
        norms.append(np.sqrt(np.linalg.eigvalsh(J.T @ J)[-1]))
    return np.array(norms)

# %% norm_bound
def norm_bound(W, slope, distance):
    largest = max(np.linalg.eigvalsh(W @ W.T))
    return float(slope**distance * largest ** (distance / 2))

# %% clip_by_value
def clip_by_value(grads, limit):
    return dict((name, np.minimum(np.maximum(g, -limit), limit)) for name, g in grads.items())

# %% clip_by_global_norm
def clip_by_global_norm(grads, max_norm):
    norm = 0.0
    for g in grads.values():
        norm = np.hypot(norm, np.hypot.reduce(g, axis=None))
    if np.isnan(norm) or np.isinf(norm):
        raise FloatingPointError("cannot clip")
    factor = 1 / max(1, norm / max_norm)
    return {name: np.multiply(g, factor) for name, g in grads.items()}, float(norm)

# %% clipped_sgd_step
def clipped_sgd_step(parameters, grads, lr, max_norm):
    # clipping lr * gradient to the length lr * max_norm gives the step itself
    steps = {name: lr * grads[f"d{name}"] for name in parameters}
    steps, _ = clip_by_global_norm(steps, lr * max_norm)
    return {name: parameters[name] - steps[name] for name in parameters}

# %% scale_spectral_radius
def scale_spectral_radius(W, rho):
    magnitudes = np.sort(np.hypot(np.linalg.eigvals(W).real, np.linalg.eigvals(W).imag))
    if not magnitudes[-1] > 0:
        raise ValueError("spectral radius zero")
    return rho * (W / magnitudes[-1])

# %% orthogonal
def orthogonal(n, rng):
    # a reflection at the plane perpendicular to a random u
    u = rng.normal(size=n)
    return np.eye(n) - 2 * np.outer(u, u) / np.dot(u, u)
