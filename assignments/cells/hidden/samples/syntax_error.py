# %% output_backward
def output_backward(out_pred, labels, s, V):
    batch = labels.shape[0]
    dz = out_pred.copy(
    dz[labels, np.arange(batch)] -= 1
    return {"ds": V.T @ dz / batch, "dV": dz @ s.T / batch, "dby": dz.sum(1, keepdims=True) / batch}
