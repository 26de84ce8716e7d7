# %% residual_forward
def residual_forward(x, layers):
    inputs, squashed = [], []
    for layer in layers:
        inputs.append(x)
        squashed.append(np.tanh(np.dot(layer["W"], x) + layer["b"]))
        x = x + squashed[-1]
    return x, {"inputs": inputs, "squashed": squashed, "layers": layers}

# %% residual_backward
def residual_backward(dy, cache):
    gradients = []
    for x, h, layer in zip(cache["inputs"][::-1], cache["squashed"][::-1], cache["layers"][::-1]):
        da = dy * (1.0 - h * h)
        gradients.append({"dW": np.einsum("ik,jk->ij", da, x), "db": da.sum(1)[:, None]})
        dy = dy + np.einsum("ij,ik->jk", layer["W"], da)
    return {"dx": dy, "layers": gradients[::-1]}
