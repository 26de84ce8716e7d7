# %% +
import math

# %% +
def length(vector):
    total = 0.0
    for element in vector:
        total += float(element) ** 2
    return math.sqrt(total)


def dot(a, b):
    total = 0.0
    for i in range(len(a)):
        total += float(a[i]) * float(b[i])
    return total


def times_vector(M, x):
    return [dot(M[i], x) for i in range(len(M))]


def times_matrix(A, B):
    C = np.zeros((len(A), len(B[0])))
    for i in range(C.shape[0]):
        for j in range(C.shape[1]):
            for m in range(len(B)):
                C[i, j] += A[i][m] * B[m][j]
    return C


def identity(n):
    I = np.zeros((n, n))
    for i in range(n):
        I[i, i] = 1.0
    return I

# %% +
def jacobi(M):
    """Eigenvalues of a symmetric matrix, and its eigenvectors in columns: Jacobi rotations."""
    n = len(M)
    A = [[float(element) for element in row] for row in M]
    V = identity(n).tolist()
    for sweep in range(100):
        rest = 0.0
        size = 0.0
        for i in range(n):
            for j in range(n):
                size += A[i][j] ** 2
                if i != j:
                    rest += A[i][j] ** 2
        if rest <= 1e-30 * size:
            break
        for p in range(n - 1):
            for q in range(p + 1, n):
                if A[p][q] == 0:
                    continue
                angle = 0.5 * math.atan2(2 * A[p][q], A[q][q] - A[p][p])
                c, s = math.cos(angle), math.sin(angle)
                for m in range(n):
                    a, b = A[m][p], A[m][q]
                    A[m][p], A[m][q] = c * a - s * b, s * a + c * b
                for m in range(n):
                    a, b = A[p][m], A[q][m]
                    A[p][m], A[q][m] = c * a - s * b, s * a + c * b
                for m in range(n):
                    a, b = V[m][p], V[m][q]
                    V[m][p], V[m][q] = c * a - s * b, s * a + c * b
    return [A[i][i] for i in range(n)], np.array(V)


def largest_singular_value(A):
    n = len(A)
    AtA = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            AtA[i, j] = dot(A[:, i], A[:, j])
    return math.sqrt(max(max(jacobi(AtA)[0]), 0.0))

# %% matrix_power_eigenvalues
def matrix_power_eigenvalues(M, k):
    values, _ = jacobi(M)
    powers = []
    for value in values:
        power = 1.0
        for _ in range(k):
            power *= value
        powers.append(power)
    powers.sort(key=abs, reverse=True)
    return np.array(powers)

# %% power_iterates
def power_iterates(M, x, k):
    n = len(x)
    out = np.zeros((n, k + 1), dtype=np.float32)
    v = list(x)
    for j in range(k + 1):
        if j > 0:
            v = times_vector(M, v)
        size = length(v)
        if size == 0:
            raise ValueError("zero vector")
        for i in range(n):
            v[i] = v[i] / size
            out[i, j] = v[i]
    return out

# %% alignment
def alignment(M, x, k):
    values, vectors = jacobi(M)
    best = 0
    for i in range(len(values)):
        if abs(values[i]) > abs(values[best]):
            best = i
    iterates = power_iterates(M, x, k)
    cosines = []
    for j in range(k + 1):
        cosines.append(abs(dot(vectors[:, best], iterates[:, j])))
    return np.array(cosines)

# %% dominant_eigenpair
def dominant_eigenpair(M, rng, tol, max_iterations):
    n = len(M)
    v = [rng.uniform(-1, 1) for _ in range(n)]
    size = length(v)
    v = [element / size for element in v]
    iterations = 0
    while True:
        product = times_vector(M, v)
        iterations += 1
        value = dot(v, product)
        rest = length([product[i] - value * v[i] for i in range(n)])
        size = length(product)
        if rest <= tol * size:
            return value, np.array(v), iterations, True
        if iterations == max_iterations:
            return value, np.array(v), iterations, False
        v = [element / size for element in product]

# %% alignment_probability
def alignment_probability(n, ratio, k, angle, trials, rng):
    hits = 0
    for _ in range(trials):
        c = rng.normal(size=n).tolist()
        others = 0.0
        for i in range(1, n):
            others += c[i] * c[i]
        theta = math.atan2(ratio**k * math.sqrt(others), abs(c[0]))
        if theta <= angle:
            hits += 1
    return hits / trials

# %% +
def one_step(W, h):
    n = len(W)
    J = np.zeros((n, n), dtype=np.float32)
    for i in range(n):
        for j in range(n):
            J[i, j] = (1 - h[i] ** 2) * W[i, j]
    return J

# %% jacobian_product
def jacobian_product(W, states):
    product = identity(len(W))
    for t in range(states.shape[1]):
        product = times_matrix(one_step(W, states[:, t]), product)
    return product

# %% gradient_norms
def gradient_norms(W, states):
    T = states.shape[1]
    norms = np.ones(T + 1, dtype=np.float32)
    product = identity(len(W))
    for d in range(1, T + 1):
        product = times_matrix(product, one_step(W, states[:, T - d]))
        norms[d] = largest_singular_value(product)
    return norms

# %% norm_bound
def norm_bound(W, slope, distance):
    sigma = largest_singular_value(np.array(W, dtype=float))
    bound = 1.0
    for _ in range(distance):
        bound *= slope * sigma
    return bound

# %% clip_by_value
def clip_by_value(grads, limit):
    clipped = {}
    for name in grads:
        new = grads[name].copy()
        for index in np.ndindex(new.shape):
            if new[index] > limit:
                new[index] = limit
            elif new[index] < -limit:
                new[index] = -limit
        clipped[name] = new
    return clipped

# %% clip_by_global_norm
def clip_by_global_norm(grads, max_norm):
    total = 0.0
    for name in grads:
        for element in grads[name].flat:
            total += float(element) ** 2
    norm = math.sqrt(total) if math.isfinite(total) else math.inf
    if norm == math.inf:
        raise FloatingPointError("NaN or infinity in the gradients")
    clipped = {}
    for name in grads:
        new = grads[name].copy()
        if norm > max_norm:
            for index in np.ndindex(new.shape):
                new[index] = new[index] * max_norm / norm
        clipped[name] = new
    return clipped, norm

# %% clipped_sgd_step
def clipped_sgd_step(parameters, grads, lr, max_norm):
    own = {}
    for name in parameters:
        own["d" + name] = grads["d" + name]
    own, _ = clip_by_global_norm(own, max_norm)
    result = {}
    for name in parameters:
        new = parameters[name].copy()
        for index in np.ndindex(new.shape):
            new[index] = new[index] - lr * own["d" + name][index]
        result[name] = new
    return result

# %% scale_spectral_radius
def scale_spectral_radius(W, rho):
    # radius = lim |W^k|^(1/k) for any norm; k = 1, 2, 4, ... by squaring, brought to size 1 each time
    n = len(W)
    A = np.array(W, dtype=float)
    log_radius = 0.0
    k = 1
    for _ in range(50):
        size = 0.0
        for i in range(n):
            size += length(A[i]) ** 2
        size = math.sqrt(size)
        if size == 0:
            raise ValueError("some power of W is zero, and so are all eigenvalues")
        log_radius += math.log(size) / k
        A = A / size
        A = times_matrix(A, A)
        k *= 2
    radius = math.exp(log_radius)
    scaled = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            scaled[i, j] = W[i, j] * rho / radius
    return scaled

# %% orthogonal
def orthogonal(n, rng):
    rows = []
    for i in range(n):
        new = [rng.normal() for _ in range(n)]
        for again in range(2):  # twice, against rounding
            for old in rows:
                share = dot(old, new)
                for j in range(n):
                    new[j] -= share * old[j]
        size = length(new)
        rows.append([element / size for element in new])
    return np.array(rows, dtype=np.float32)
