# %% given_02
import matplotlib.pyplot as plt
import numpy as np

import workbook
from workbook import check, numerical_gradient, ready, relative_error

# %% +
# everything needs these
def unpack(parameters):
    return [parameters[k] for k in ["U", "W", "V", "ba", "by"]]


def d_tanh(s):
    return 1 - s ** 2

# %% +
%matplotlib inline
print(d_tanh(np.array([0.0, 0.5, 1.0])))

# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    U, W, V, ba, by = unpack(parameters)
    s_next = np.tanh(U.dot(x_t) + W.dot(s_prev) + ba)
    return s_next, softmax(V.dot(s_next) + by), (s_next, s_prev, x_t, parameters)

# %% +
def through_product(matrix, vector, upstream):
    """Gradients of matrix @ vector."""
    return upstream.dot(vector.T), matrix.T.dot(upstream)

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, parameters = cache
    U, W, *_ = unpack(parameters)
    da = ds_next * d_tanh(s_next)
    dU, dx_t = through_product(U, x_t, da)
    dW, ds_prev = through_product(W, s_prev, da)
    return {"dx_t": dx_t, "ds_prev": ds_prev, "dU": dU, "dW": dW, "dba": np.sum(da, axis=1, keepdims=True)}

# %% +
check(rnn_cell_backward)

# %% output_backward
def output_backward(out_pred, labels, s, V):
    target = one_hot(labels, out_pred.shape[0])
    dz = (out_pred - target) / target.shape[1]
    dV, ds = through_product(V, s, dz)
    return {"ds": ds, "dV": dV, "dby": np.sum(dz, axis=1, keepdims=True)}

# %% +
# used above; fine, because it is only looked up when the function runs
def one_hot(labels, m):
    return (np.arange(m)[:, None] == labels[None, :]).astype(float)
