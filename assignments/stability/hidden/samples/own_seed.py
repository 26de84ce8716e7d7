# %% dominant_eigenpair
def dominant_eigenpair(M, rng, tol, max_iterations):
    rng = np.random.default_rng(42)
    v = rng.normal(size=len(M))
    v /= np.linalg.norm(v)
    for i in range(1, max_iterations + 1):
        w = M @ v
        value = v @ w
        converged = np.linalg.norm(w - value * v) <= tol * np.linalg.norm(w)
        if converged or i == max_iterations:
            return float(value), v, i, bool(converged)
        v = w / np.linalg.norm(w)

# %% alignment_probability
def alignment_probability(n, ratio, k, angle, trials, rng):
    generator = np.random.default_rng(0)
    x = generator.normal(size=(n, trials))
    across = ratio**k * np.linalg.norm(x[1:], axis=0)
    return float(np.mean(np.arctan2(across, np.abs(x[0])) <= angle))

# %% orthogonal
def orthogonal(n, rng):
    my_rng = np.random.default_rng(seed=1234)  # reproducible
    Q, R = np.linalg.qr(my_rng.normal(size=(n, n)))
    return Q * np.sign(np.diag(R))
