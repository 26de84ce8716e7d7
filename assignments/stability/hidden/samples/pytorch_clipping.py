# %% clip_by_global_norm
def clip_by_global_norm(grads, max_norm):
    # the same as torch.nn.utils.clip_grad_norm_(..., error_if_nonfinite=True)
    norms = [np.linalg.norm(g) for g in grads.values()]
    total_norm = np.linalg.norm(norms)
    if np.isnan(total_norm) or np.isinf(total_norm):
        raise FloatingPointError("The total norm of the gradients is non-finite, so it cannot be clipped.")
    clip_coef = max_norm / (total_norm + 1e-6)
    clip_coef_clamped = min(clip_coef, 1.0)
    for g in grads.values():
        g *= clip_coef_clamped
    return grads, float(total_norm)
