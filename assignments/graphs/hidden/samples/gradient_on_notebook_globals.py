# %% backward
def backward(graph, values, output, wrt):
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and parents:
            shares = bprop(op, [values[p] for p in parents], values[name], table[name])
            for parent, share in zip(parents, shares):
                table[parent] = table.get(parent, 0) + share
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}

# %% +
order = topological_order(example)
print(order)

# %% softmax_cross_entropy
N = 3  # examples


def softmax_cross_entropy(logits, labels):
    z = logits - logits.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    dlogits = np.exp(log_p)
    dlogits[labels, np.arange(N)] -= 1
    return -log_p[labels, np.arange(N)].sum() / N, dlogits / N
