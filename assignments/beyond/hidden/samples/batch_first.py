# %% attention_forward
def attention_forward(queries, keys, values):
    q, k, v = (each.transpose(1, 2, 0) for each in (queries, keys, values))
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = odds / odds.sum(axis=-1, keepdims=True)
    return weights @ v, weights
