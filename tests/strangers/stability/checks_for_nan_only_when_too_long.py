"""
function = "clip_by_global_norm"
says = "The check for NaN stands inside the if that NaN never enters, as every comparison with NaN is false; and an unclipped result holds the caller's own arrays."
right = []
named = []
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = float(np.linalg.norm(np.concatenate([g.ravel() for g in grads.values()])))
    clipped = dict(grads)
    if norm > max_norm:
        if not np.isfinite(norm):
            raise FloatingPointError("norm is %s" % norm)
        for name in clipped:
            clipped[name] = clipped[name] * (max_norm / norm)
    return clipped, norm
