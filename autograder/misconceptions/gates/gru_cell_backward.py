"""Known mistakes in `gru_cell_backward`."""

from __future__ import annotations

from typing import Any

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, Arrays, gru_cell_backward, sigmoid


@misconception("gru_cell_backward")
def way_through_the_reset_gate_forgotten(dh_next: Array, cache: Any) -> Arrays:
    """The old state is used in four places. One of them is inside a gate: have you got both
    gates?
    """
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def way_through_the_update_gate_forgotten(dh_next: Array, cache: Any) -> Arrays:
    """The old state is used in four places. One of them is inside a gate: have you got both
    gates?
    """
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def ways_through_both_gates_forgotten(dh_next: Array, cache: Any) -> Arrays:
    """The gates are computed from the old state, too. How many contributions does your sum have?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def way_through_the_candidate_forgotten(dh_next: Array, cache: Any) -> Arrays:
    """The old state is used in four places. Is the one inside the candidate among yours?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def direct_way_forgotten(dh_next: Array, cache: Any) -> Arrays:
    """Part of the old state goes into the new one as it is. Is that among your contributions?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def reset_gate_omitted_on_the_way_back(dh_next: Array, cache: Any) -> Arrays:
    """Inside the candidate the old state is a factor of a product. What does it receive, then?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def direct_way_through_the_other_gate(dh_next: Array, cache: Any) -> Arrays:
    """Which share of the old state goes into the new one: the gate, or what is left to 1?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * u + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def candidate_through_the_other_gate(dh_next: Array, cache: Any) -> Arrays:
    """Which share of the candidate goes into the new state?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * (1 - u) * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def old_state_forgotten_at_the_update_gate(dh_next: Array, cache: Any) -> Arrays:
    """The update gate occurs twice in the mixture. Have you counted both, with their signs?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * h_tilde * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def signs_swapped_at_the_update_gate(dh_next: Array, cache: Any) -> Arrays:
    """The update gate occurs twice in the mixture. With which sign in front of the old state?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_prev - h_tilde) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def both_signs_positive_at_the_update_gate(dh_next: Array, cache: Any) -> Arrays:
    """The update gate occurs twice in the mixture. With which sign in front of the old state?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde + h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def gate_slopes_missing(dh_next: Array, cache: Any) -> Arrays:
    """Between a gate and its pre-activation lies the sigmoid. What does it do to the gradient?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev)
    da_r = d_reset * h_prev
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def gate_slopes_as_of_tanh(dh_next: Array, cache: Any) -> Arrays:
    """The gates have another activation than the candidate. What is its slope?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * (1 - u**2)
    da_r = d_reset * h_prev * (1 - r**2)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def gates_squashed_again(dh_next: Array, cache: Any) -> Arrays:
    """The gates in the cache are results of the sigmoid already. Do you apply it to them once
    more?
    """
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * sigmoid(u) * (1 - sigmoid(u))
    da_r = d_reset * h_prev * sigmoid(r) * (1 - sigmoid(r))
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def candidate_slope_missing(dh_next: Array, cache: Any) -> Arrays:
    """Between the candidate and its pre-activation lies tanh. What does it do to the gradient?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def candidate_slope_not_squared(dh_next: Array, cache: Any) -> Arrays:
    """Look again at the derivative of tanh, written in terms of its value."""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def candidate_weights_not_transposed(dh_next: Array, cache: Any) -> Arrays:
    """Going backwards through a product with a square matrix, the shapes fit both ways. Do the
    indices?
    """
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"] @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def gate_weights_not_transposed(dh_next: Array, cache: Any) -> Arrays:
    """Going backwards through a product with a square matrix, the shapes fit both ways. Do the
    indices?
    """
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"] @ da_u + p["Wr"] @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def weight_gradient_without_the_reset_gate(dh_next: Array, cache: Any) -> Arrays:
    """What exactly does Wh multiply in this step? Its gradient needs the same."""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def weights_skipped_on_the_way_to_the_reset_gate(dh_next: Array, cache: Any) -> Arrays:
    """Between the candidate's pre-activation and the reset gate lies a product with a matrix."""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = da_h * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def old_state_omitted_at_the_reset_gate(dh_next: Array, cache: Any) -> Arrays:
    """The reset gate is a factor of a product. What does it receive, then?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def gradient_of_the_variant_with_the_reset_gate_after_the_product(
    dh_next: Array, cache: Any
) -> Arrays:
    """This is right for the other published variant, with the reset gate after the product.
    Does your backward belong to your forward?
    """
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ (da_h * r)
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = da_h * (p["Wh"] @ h_prev) * r * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def input_gradient_of_the_candidate_only(dh_next: Array, cache: Any) -> Arrays:
    """The input is read by the gates and by the candidate. Do all of them send a gradient back?"""
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * r * (1 - r)
    gradients = {
        "dx_t": p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for k, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{k}"] = da @ state.T
        gradients[f"dU{k}"] = da @ x_t.T
        gradients[f"db{k}"] = da.sum(axis=1, keepdims=True)
    return gradients


@misconception("gru_cell_backward")
def gradient_of_the_flipped_update_gate(dh_next: Array, cache: Any) -> Arrays:
    """This is right for the other published convention of the update gate. Does your backward
    belong to your forward?
    """
    x_t, h_prev, u, r, h_tilde, p = cache
    gradients = gru_cell_backward(dh_next, (x_t, h_prev, 1 - u, r, h_tilde, p))
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    gradients["dx_t"] = gradients["dx_t"] - 2 * p["Uu"].T @ da_u
    gradients["dh_prev"] = gradients["dh_prev"] - 2 * p["Wu"].T @ da_u
    return {k: -v if k in ("dWu", "dUu", "dbu") else v for k, v in gradients.items()}


@misconception("gru_cell_backward")
def biases_not_summed_over_the_batch(dh_next: Array, cache: Any) -> Arrays:
    """One bias serves every example of the batch. How do their gradients come together?"""
    _, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    return {
        **gru_cell_backward(dh_next, cache),
        "dbu": dh_next * (h_tilde - h_prev) * u * (1 - u),
        "dbr": (p["Wh"].T @ da_h) * h_prev * r * (1 - r),
        "dbh": da_h,
    }


@misconception("gru_cell_backward")
def parameters_averaged_over_the_batch(dh_next: Array, cache: Any) -> Arrays:
    """The gradient that arrives holds each example's share of the loss already: is there
    anything to average?
    """
    gradients = gru_cell_backward(dh_next, cache)
    states = ("dx_t", "dh_prev")
    return {k: v if k in states else v / dh_next.shape[1] for k, v in gradients.items()}


@misconception("gru_cell_backward")
def weight_gradients_transposed(dh_next: Array, cache: Any) -> Arrays:
    """Rows of W belong to the new state, columns to the old one. So do those of its gradient."""
    gradients = gru_cell_backward(dh_next, cache)
    return {k: v.T if k.startswith("dW") else v for k, v in gradients.items()}
