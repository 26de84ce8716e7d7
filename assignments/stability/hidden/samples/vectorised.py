# %% +
from functools import reduce
from itertools import accumulate

# %% +
# sorting by magnitude is needed more than once
def biggest_first(values):
    return np.argsort(-np.abs(values), kind="stable")


# every row of W times the slope of its unit, for all steps at once: (T, n, n)
def step_jacobians(W, states):
    return np.einsum("it,ij->tij", 1 - np.square(states), W)

# %% matrix_power_eigenvalues
def matrix_power_eigenvalues(M, k):
    lam = np.linalg.eigvalsh(M) ** k
    return lam[biggest_first(lam)]

# %% +
def unit(y):
    if not np.any(y):
        raise ValueError("the zero vector has no direction")
    return y / np.linalg.norm(y)

# %% power_iterates
def power_iterates(M, x, k):
    columns = accumulate(range(k), lambda v, _: unit(M @ v), initial=unit(x))
    return np.column_stack(list(columns))

# %% alignment
def alignment(M, x, k):
    # null(M^j) = null(M) if M is symmetric, so it is enough to look at x and at M x
    if not np.any(x) or (k > 0 and not np.any(M @ x)):
        raise ValueError("no direction")
    lam, V = np.linalg.eigh(M)
    order = biggest_first(lam)
    lam, shares = lam[order], (V.T @ x)[order]
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.abs(shares)) + np.arange(k + 1)[:, None] * np.log(np.abs(lam))
        logs[0] = np.log(np.abs(shares))
    logs = np.nan_to_num(logs - logs.max(axis=1, keepdims=True), nan=-np.inf, neginf=-np.inf)
    sizes = np.exp(logs)
    return sizes[:, 0] / np.linalg.norm(sizes, axis=1)

# %% dominant_eigenpair
def dominant_eigenpair(M, rng, tol, max_iterations):
    v = unit(rng.standard_normal(len(M)))
    for iteration in range(1, max_iterations + 1):
        Mv = M @ v
        value = v @ Mv
        good = np.linalg.norm(Mv - value * v) <= tol * np.linalg.norm(Mv)
        if good or iteration == max_iterations:
            return float(value), v, iteration, bool(good)
        v = unit(Mv)

# %% alignment_probability
def alignment_probability(n, ratio, k, angle, trials, rng):
    c = rng.standard_normal((trials, n))
    c[:, 1:] *= ratio**k
    theta = np.arctan2(np.linalg.norm(c[:, 1:], axis=1), np.abs(c[:, 0]))
    return np.mean(theta <= angle)

# %% jacobian_product
def jacobian_product(W, states):
    late_to_early = step_jacobians(W, states)[::-1]
    if len(late_to_early) < 2:
        return reduce(np.matmul, late_to_early, np.eye(len(W)))
    return np.linalg.multi_dot(late_to_early)

# %% gradient_norms
def gradient_norms(W, states):
    late_to_early = step_jacobians(W, states)[::-1]
    products = np.stack(list(accumulate(late_to_early, np.matmul, initial=np.eye(len(W)))))
    return np.linalg.svd(products, compute_uv=False)[:, 0]

# %% norm_bound
def norm_bound(W, slope, distance):
    return np.linalg.norm(slope * W, 2) ** distance

# %% clip_by_value
def clip_by_value(grads, limit):
    return {name: np.clip(g, -limit, limit) for name, g in grads.items()}

# %% clip_by_global_norm
def clip_by_global_norm(grads, max_norm):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in grads.values()]))
    if not np.isfinite(norm):
        raise FloatingPointError("the norm of the gradients is not finite")
    factor = max_norm / norm if norm > max_norm else 1
    return {name: g * factor for name, g in grads.items()}, float(norm)

# %% clipped_sgd_step
def clipped_sgd_step(parameters, grads, lr, max_norm):
    wanted = {name: grads["d" + name] for name in parameters}
    clipped, _ = clip_by_global_norm(wanted, max_norm)
    return {name: p - lr * clipped[name] for name, p in parameters.items()}

# %% scale_spectral_radius
def scale_spectral_radius(W, rho):
    radius = np.abs(np.linalg.eigvals(W)).max()
    if radius == 0:
        raise ValueError("all eigenvalues are zero")
    return W * (rho / radius)

# %% orthogonal
def orthogonal(n, rng):
    return np.linalg.qr(rng.standard_normal((n, n))).Q
