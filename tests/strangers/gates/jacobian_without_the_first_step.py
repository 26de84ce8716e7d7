"""
function = "cell_state_jacobian"
says = "You leave out the first column, but c_1 already depends on c_0 through the first forget gate."
right = []
named = [
    "cell_state_jacobian.first_step_left_out",
]
"""

import numpy as np


def cell_state_jacobian(forget_gates):
    J = np.eye(forget_gates.shape[0])
    for f in forget_gates.T[1:]:
        J = np.diag(f) @ J
    return J
