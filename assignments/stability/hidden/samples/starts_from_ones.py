# %% dominant_eigenpair
def dominant_eigenpair(M, rng, tol, max_iterations):
    v = np.ones(len(M))
    v = v / np.linalg.norm(v)
    for iterations in range(1, max_iterations + 1):
        Mv = M @ v
        value = v @ Mv
        converged = np.linalg.norm(Mv - value * v) <= tol * np.linalg.norm(Mv)
        if converged or iterations == max_iterations:
            break
        v = Mv / np.linalg.norm(Mv)
    return float(value), v, iterations, bool(converged)
