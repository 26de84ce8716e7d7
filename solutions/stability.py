"""Eigenvalues, vanishing and exploding gradients, clipping: the reference for `stability`.

A gradient that goes back through many steps is multiplied by nearly the same matrix again and
again. What that does shows best where the matrix is symmetric, with eigenvalues ordered by
magnitude, |λ_1| ≥ |λ_2| ≥ ... ≥ |λ_n|, and orthonormal eigenvectors v_1, ..., v_n::

    M^k v_i = λ_i^k v_i                             powers keep the eigenvectors
    M^k x   = Σ_i λ_i^k (v_iᵀ x) v_i                the largest takes over
    tan θ_k ≤ |λ_2 / λ_1|^k tan θ_0                 θ_k: the angle between M^k x and the line of v_1

In the network h_t = tanh(W h_{t-1} + ...) one step, and many, multiply gradients by::

    ∂h_t/∂h_{t-1} = diag(1 - h_t²) W
    ∂h_t/∂h_k     = diag(1 - h_t²) W ... diag(1 - h_{k+1}²) W
    ‖∂h_t/∂h_k‖   ≤ σ_max(W)^{t-k}

Shapes: matrices `M` and `W (n, n)`; vectors `(n,)`; the states of one sequence `(n, T)`, without
an axis for the batch, as every example has Jacobians of its own. The norm of a vector is its
Euclidean length, that of a matrix its largest singular value.

The analysis of the network and the clipping by norm are those of Pascanu, Mikolov and Bengio, *On
the difficulty of training recurrent neural networks* (2013), who write the network with the
activation before W; the power method is that of Golub and Van Loan, *Matrix Computations* (4th
edition, 2013), §8.2, and the random orthogonal matrix that of Stewart (1980).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]


def matrix_power_eigenvalues(M: Array, k: int) -> Array:
    """Compute the eigenvalues of the k-th power of a symmetric matrix, from those of the matrix.

    Parameters
    ----------
    M : (n, n) symmetric matrix.
    k : power, 0 or more.

    Returns
    -------
    (n,) array: the eigenvalues of M^k with their signs, the greatest magnitude first. Those of
    equal magnitude may stand in any order.
    """
    eigenvalues = np.linalg.eigvalsh(M) ** k
    return eigenvalues[np.argsort(-np.abs(eigenvalues))]


def power_iterates(M: Array, x: Array, k: int) -> Array:
    """Follow the direction of a vector that is multiplied by a matrix again and again.

    Parameters
    ----------
    M : (n, n) matrix.
    x : (n,) vector to begin with.
    k : number of multiplications, 0 or more.

    Returns
    -------
    (n, k+1) array: column j is M^j x divided by its norm, for j = 0, ..., k. Finite even where
    M^j x itself would be too large or too small for a floating point number.

    Raises
    ------
    ValueError : if x or any M^j x with j up to k is the zero vector, which has no direction.
    """
    iterates = []
    vector = x
    for _ in range(k + 1):
        norm = np.linalg.norm(vector)
        if norm == 0:
            raise ValueError("the zero vector has no direction")
        iterates.append(vector / norm)
        vector = M @ iterates[-1]
    return np.stack(iterates, axis=1)


def alignment(M: Array, x: Array, k: int) -> Array:
    """Measure how close M^j x has come to the direction of the dominant eigenvector.

    Parameters
    ----------
    M : (n, n) symmetric matrix, one of whose eigenvalues is greater in magnitude than all others.
    x : (n,) vector to begin with.
    k : number of multiplications, 0 or more.

    Returns
    -------
    (k+1,) array: element j is |cos ∠(M^j x, v_1)|, between 0 and 1, for j = 0, ..., k. Here v_1
    is the eigenvector whose eigenvalue has the greatest magnitude; that may be a negative one.

    Raises
    ------
    ValueError : if x or any M^j x with j up to k is the zero vector.
    """
    eigenvalues, eigenvectors = np.linalg.eigh(M)
    v_1 = eigenvectors[:, np.argmax(np.abs(eigenvalues))]
    cosines = v_1 @ power_iterates(M, x, k)
    return np.minimum(np.abs(cosines), 1)


def dominant_eigenpair(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """Find the eigenvalue of greatest magnitude by power iteration.

    Starts from a random vector and multiplies by M until the vector v, of norm 1, is an
    eigenvector to within the tolerance, ‖M v - λ v‖ ≤ tol ‖M v‖, where λ = vᵀ M v is the
    Rayleigh quotient. Where two eigenvalues of opposite sign share the greatest magnitude, that
    never comes to pass.

    Parameters
    ----------
    M : (n, n) symmetric matrix, not zero.
    rng : NumPy's random generator, for the vector to begin with.
    tol : how far v may be from an eigenvector, relative to ‖M v‖.
    max_iterations : the most multiplications of a vector by M before giving up, at least 1.

    Returns
    -------
    value : float, the Rayleigh quotient of `vector`, with its sign.
    vector : (n,) array of norm 1; either of the two directions.
    iterations : int, from 1 to `max_iterations`: how many multiplications by M were made. The
        one that showed that the tolerance is satisfied counts, too.
    converged : bool, whether `value` and `vector` satisfy the tolerance.
    """
    vector = rng.standard_normal(len(M))
    vector /= np.linalg.norm(vector)
    for iteration in range(1, max_iterations + 1):
        product = M @ vector
        value = float(vector @ product)
        size = np.linalg.norm(product)
        if np.linalg.norm(product - value * vector) <= tol * size:
            return value, vector, iteration, True
        if iteration < max_iterations:
            vector = product / size
    return value, vector, max_iterations, False


def alignment_probability(
    n: int, ratio: float, k: int, angle: float, trials: int, rng: np.random.Generator
) -> float:
    """Estimate how probable it is that k multiplications align a random vector with v_1.

    The symmetric matrix M has λ_1 = 1, and its n-1 other eigenvalues all equal `ratio`. The
    vector x is Gaussian: its elements are independent, with mean 0 and variance 1. Such vectors
    prefer no direction, so that the eigenvectors of M may be any orthonormal ones.

    Parameters
    ----------
    n : number of dimensions, 2 or more.
    ratio : λ_2/λ_1, from 0 to 1.
    k : number of multiplications, 0 or more.
    angle : in radians, between 0 and π/2.
    trials : number of random vectors to draw.
    rng : NumPy's random generator; all randomness comes from it.

    Returns
    -------
    float: the share of the vectors for which the angle between M^k x and the line through v_1,
    in whichever direction along it, is at most `angle`.
    """
    x = rng.standard_normal((n, trials))
    # With the coordinate axes as eigenvectors, v_1 the first, M^k is diagonal.
    along = np.abs(x[0])
    across = ratio**k * np.linalg.norm(x[1:], axis=0)
    return float(np.mean(np.arctan2(across, along) <= angle))


def jacobian_product(W: Array, states: Array) -> Array:
    """Compute how the last state of a tanh network depends on the state before the given ones.

    The network is h_t = tanh(W h_{t-1} + whatever comes in at step t).

    Parameters
    ----------
    W : (n, n) weights from a state to the next.
    states : (n, T) states h_{k+1}, ..., h_t of one sequence, in the order of time. T may be 0.

    Returns
    -------
    (n, n) array: ∂h_t/∂h_k, the derivative of element i of h_t with respect to element j of h_k
    in row i and column j. The identity if no states are given.
    """
    product = np.eye(W.shape[0], dtype=W.dtype)
    for j in range(states.shape[1]):
        slope = 1 - states[:, j : j + 1] ** 2
        product = (slope * W) @ product
    return product


def gradient_norms(W: Array, states: Array) -> Array:
    """Compute how strongly the last state of a tanh network depends on those before, by distance.

    Parameters
    ----------
    W : (n, n) weights from a state to the next, as in `jacobian_product`.
    states : (n, T) states h_1, ..., h_T of one sequence, in the order of time.

    Returns
    -------
    (T+1,) array: element d is the norm (the largest singular value) of ∂h_T/∂h_{T-d}, for
    distances d = 0, ..., T. Element 0 is therefore 1.
    """
    T = states.shape[1]
    jacobians = [jacobian_product(W, states[:, T - d :]) for d in range(T + 1)]
    return np.array([np.linalg.norm(jacobian, 2) for jacobian in jacobians])


def norm_bound(W: Array, slope: float, distance: int) -> float:
    """Bound the norm of the Jacobian between two states, whatever the inputs are.

    It is (slope · σ_max(W))^distance, where σ_max is the largest singular value.

    Parameters
    ----------
    W : (n, n) weights from a state to the next.
    slope : the steepest slope of the activation: 1 for tanh, ¼ for the sigmoid.
    distance : number of steps from the one state to the other, 0 or more.

    Returns
    -------
    float: the bound.
    """
    return float((slope * np.linalg.norm(W, 2)) ** distance)


def clip_by_value(grads: Arrays, limit: float) -> Arrays:
    """Limit every element of every gradient to the range from -limit to limit.

    Elements within the range stay as they are, whatever the others are. The arguments are not
    modified.

    Parameters
    ----------
    grads : dict of arrays of any shapes.
    limit : positive number.

    Returns
    -------
    dict of new arrays, with the same names and shapes.
    """
    return {name: np.clip(grad, -limit, limit) for name, grad in grads.items()}


def clip_by_global_norm(grads: Arrays, max_norm: float) -> tuple[Arrays, float]:
    """Shorten all gradients together if they are too long.

    Their global norm is that of the one vector with all elements of all arrays. If it exceeds
    `max_norm`, all arrays are multiplied by one factor that makes it equal to `max_norm`: the
    direction stays. Otherwise, and also where it equals `max_norm`, all values stay exactly as
    they are. The arguments are not modified.

    Parameters
    ----------
    grads : dict of arrays of any shapes; the squares of finite elements are finite, too.
    max_norm : positive number.

    Returns
    -------
    clipped : dict of new arrays, with the same names and shapes.
    norm : float, the global norm before clipping.

    Raises
    ------
    FloatingPointError : if the norm is not finite, as when any element is NaN or infinite:
        no factor would help.
    """
    squares = [np.sum(np.square(grad, dtype=np.float64)) for grad in grads.values()]
    norm = float(np.sqrt(sum(squares)))
    if not np.isfinite(norm):
        raise FloatingPointError(f"the norm of the gradients is {norm}")
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: grad * scale for name, grad in grads.items()}, norm


def clipped_sgd_step(parameters: Arrays, grads: Arrays, lr: float, max_norm: float) -> Arrays:
    """Make one step of gradient descent with gradients clipped by their global norm.

    Parameters
    ----------
    parameters : dict of arrays, such as `W`.
    grads : dict with the gradient of each of the parameters, named `dW` for `W`. There may be
        others, such as `dx`, as a backward pass returns them: those are left out altogether,
        of the norm too.
    lr : learning rate, what the clipped gradients are multiplied by.
    max_norm : the greatest global norm allowed, a positive number.

    Returns
    -------
    dict with the names of `parameters`: the new values. The arguments are not modified.

    Raises
    ------
    FloatingPointError : if the norm of the parameters' gradients is not finite.
    """
    own = {f"d{name}": grads[f"d{name}"] for name in parameters}
    clipped, _ = clip_by_global_norm(own, max_norm)
    return {name: value - lr * clipped[f"d{name}"] for name, value in parameters.items()}


def scale_spectral_radius(W: Array, rho: float) -> Array:
    """Multiply a matrix by a positive number so that its spectral radius becomes `rho`.

    The spectral radius is the greatest magnitude of the eigenvalues. W need not be symmetric,
    and its eigenvalues need not be real.

    Parameters
    ----------
    W : (n, n) matrix.
    rho : spectral radius wanted, a positive number.

    Returns
    -------
    (n, n) array, a multiple of W.

    Raises
    ------
    ValueError : if the spectral radius of W is zero, which no factor changes.
    """
    radius = np.abs(np.linalg.eigvals(W)).max()
    if radius == 0:
        raise ValueError("a matrix whose eigenvalues are all zero cannot be scaled")
    return W * (rho / radius)


def orthogonal(n: int, rng: np.random.Generator) -> Array:
    """Draw a random orthogonal matrix: one that changes no vector's length.

    From n = 2 on, every new draw gives another matrix. Which orthogonal matrices are more
    probable than others is left to you.

    Parameters
    ----------
    n : number of rows and columns.
    rng : NumPy's random generator; all randomness comes from it.

    Returns
    -------
    (n, n) array Q with Qᵀ Q = I.
    """
    Q, R = np.linalg.qr(rng.standard_normal((n, n)))
    # With a positive diagonal of R the decomposition is unique, and no direction is preferred.
    return Q * np.sign(np.diag(R))
