# %% output_backward
def output_backward(out_pred, labels, s, V):
    N = labels.size
    d = out_pred.T.copy()
    d[range(N), labels] -= 1
    d = d / N
    return {"ds": (d @ V).T, "dV": s @ d, "dby": d.sum(axis=0)[:, None]}
