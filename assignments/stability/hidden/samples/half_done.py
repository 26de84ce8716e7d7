# %% matrix_power_eigenvalues
def matrix_power_eigenvalues(M, k):
    eigenvalues = np.linalg.eigvalsh(M)
    eigenvalues = eigenvalues[np.argsort(np.abs(eigenvalues))[::-1]]
    return eigenvalues ** k

# %% power_iterates
def power_iterates(M, x, k):
    result = np.zeros((len(x), k + 1))
    for j in range(k + 1):
        norm = np.linalg.norm(x)
        if norm == 0:
            raise ValueError("zero vector at step " + str(j))
        x = x / norm
        result[:, j] = x
        x = np.dot(M, x)
    return result

# %% alignment
def alignment(M, x, k):
    eigenvalues, eigenvectors = np.linalg.eigh(M)
    v1 = eigenvectors[:, np.argmax(np.abs(eigenvalues))]
    cos = np.abs(np.dot(v1, power_iterates(M, x, k)))
    return np.clip(cos, 0, 1)

# %% dominant_eigenpair
def dominant_eigenpair(M, rng, tol, max_iterations):
    v = rng.normal(size=M.shape[0])
    v = v / np.linalg.norm(v)
    for i in range(max_iterations):
        Mv = np.dot(M, v)
        eigenvalue = np.dot(v, Mv)
        norm = np.linalg.norm(Mv)
        if np.linalg.norm(Mv - eigenvalue * v) <= tol * norm:
            return float(eigenvalue), v, i + 1, True
        if i < max_iterations - 1:
            v = Mv / norm
    return float(eigenvalue), v, max_iterations, False
