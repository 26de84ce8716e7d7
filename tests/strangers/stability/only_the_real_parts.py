"""
function = "scale_spectral_radius"
says = "You take the greatest real part; the spectral radius is the greatest magnitude, also of complex and negative eigenvalues."
right = []
named = [
    "scale_spectral_radius.largest_value_scaled",
]
"""

import numpy as np


def scale_spectral_radius(W, rho):
    eigenvalues, _ = np.linalg.eig(W)
    radius = max(eigenvalues.real)
    if radius == 0:
        raise ValueError("spectral radius is 0")
    return W * (rho / radius)
