# %% sample_truncation
def sample_truncation(rng, pi, T):
    rng = np.random.default_rng(42)
    pi = np.broadcast_to(pi, T)
    if not np.all((0 < pi) & (pi <= 1)):
        raise ValueError("pi has to be greater than 0 and not greater than 1")
    return np.where(rng.random(T) < pi, 1 / pi, 0.0)
