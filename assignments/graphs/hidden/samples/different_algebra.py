# %% topological_order
def topological_order(graph):
    # by the length of the longest path from an input
    depth = dict.fromkeys(graph, 0)
    for _ in range(len(graph) + 1):
        deeper = {
            name: max((1 + depth[parent] for parent in parents), default=0)
            for name, (_, parents) in graph.items()
        }
        if deeper == depth:
            return sorted(graph, key=depth.get)
        depth = deeper
    raise ValueError("the depths never settle: a cycle")

# %% forward
def forward(graph, inputs):
    numpy_name = {"add": "add", "mul": "multiply", "max": "maximum", "matmul": "matmul",
                  "neg": "negative", "exp": "exp", "log": "log", "tanh": "tanh", "sum": "sum"}
    values = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        given = [values[parent] for parent in parents]
        match op:
            case "input":
                values[name] = inputs[name]
            case ("constant", number):
                values[name] = np.float64(number)
            case "relu":
                values[name] = (given[0] + abs(given[0])) / 2
            case "reciprocal":
                values[name] = np.power(given[0], -1.0)
            case _ if op in numpy_name:
                values[name] = getattr(np, numpy_name[op])(*given)
            case _:
                raise ValueError(f"{op!r} is not an op")
    return values

# %% bprop
def bprop(op, parent_values, value, upstream):
    if op == "matmul":
        a, b = parent_values
        return np.einsum("ik,jk->ij", upstream, b), np.einsum("ij,ik->jk", a, upstream)
    if op == "sum":
        return (np.full_like(parent_values[0], upstream),)
    a, b = parent_values[0], parent_values[-1]
    if op == "max":
        first = np.heaviside(np.asarray(a) - b, 1.0)
        slopes = first, 1 - first
    elif op == "relu":
        slopes = (np.heaviside(a, 0.5 * 0),)
    elif op == "tanh":
        slopes = ((1 - value) * (1 + value),)
    elif op == "reciprocal":
        slopes = (-1 / a**2,)
    elif op == "exp":
        slopes = (np.exp(a),)
    elif op == "log":
        slopes = (np.exp(-value),)
    elif op in ("add", "neg", "mul"):
        slopes = {"add": (1, 1), "neg": (-1,), "mul": (b, a)}[op]
    else:
        raise ValueError(f"{op!r} has no gradient")
    return tuple(np.multiply(slope, upstream) for slope in slopes)

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-05):
    x64 = x.astype(np.float64)

    def along(unit):
        return (f(x64 + h * unit) - f(x64 - h * unit)) / (2 * h)

    units = np.eye(x.size).reshape(x.size, *x.shape)
    return np.reshape([along(unit) for unit in units], x.shape)

# %% relative_error
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"{a.shape} is not {b.shape}")
    if not a.any() and not b.any():
        return 0.0
    norm = np.linalg.norm
    return float(norm((a - b).ravel()) / (norm(a.ravel()) + norm(b.ravel())))

# %% +
def between(graph, sources, output):
    """The nodes that depend on a source and on which the output depends, parents first."""
    order = topological_order(graph)
    after, before = set(), {output}
    for name in order:
        if after.union(sources).intersection(graph[name][1]):
            after.add(name)
    for name in order[::-1]:
        if name in before:
            before.update(graph[name][1])
    return [name for name in order if name in after and name in before]

# %% backward
def backward(graph, values, output, wrt):
    # Every node collects a list of contributions, which are added when the node is visited.
    shape = {name: np.shape(values[name]) for name in graph}
    mail = {name: [np.zeros(shape[name])] for name in graph}
    mail[output].append(np.ones(shape[output]))
    through = between(graph, wrt, output)
    wanted = set(through) | set(wrt)
    for name in reversed(through):
        op, parents = graph[name]
        given = [values[parent] for parent in parents]
        shares = bprop(op, given, values[name], np.sum(mail[name], axis=0))
        for parent, share in zip(parents, shares):
            if parent in wanted:
                mail[parent].append(share)
    return {name: np.sum(mail[name], axis=0) for name in wrt}

# %% jacobian
def jacobian(graph, values, output, wrt):
    # A whole Jacobian per node: J(parent) = sum over children of J(child) times the local one.
    rows = np.size(values[output])
    J = {name: np.zeros((rows, np.size(values[name]))) for name in graph}
    J[output] = np.eye(rows)
    for name in reversed(between(graph, [wrt], output)):
        op, parents = graph[name]
        given = [values[parent] for parent in parents]
        for i, row in enumerate(J[name]):
            shares = bprop(op, given, values[name], row.reshape(np.shape(values[name])))
            for parent, share in zip(parents, shares):
                if np.size(share) == J[parent].shape[1]:
                    J[parent][i] += np.ravel(share)
    return J[wrt]

# %% naive_cost
def naive_cost(graph, source, output):
    # Forwards: a path of k edges is walked once per path that leads to its last edge, so the cost
    # is the number of paths that begin at the source, over all edges they may end with.
    through = between(graph, [source], output)
    paths = {name: 0 for name in graph}
    paths[source] = 1
    for name in through:
        if name != source:
            paths[name] = sum(paths[parent] for parent in graph[name][1])
    return sum(paths[name] for name in through)

# %% table_cost
def table_cost(graph, source, output):
    through = between(graph, [source], output)
    inside = {source, *through}
    return sum(parent in inside for name in through for parent in graph[name][1])

# %% linear_backward
def linear_backward(x, W, dz):
    dx, dW = bprop("matmul", [W, x], None, dz)[::-1]
    return {"dW": dW, "dx": dx}

# %% elementwise_backward
def elementwise_backward(name, x, dz):
    if name == "relu":
        return np.where(x < 0, 0.0, dz)
    if name not in ("tanh", "sigmoid"):
        raise ValueError(f"{name!r} is no activation")
    # both slopes are even functions of x: tanh' is 4 e / (1 + e)^2 with e = exp(-2 |x|)
    e = np.exp(-np.abs(x) * (2 if name == "tanh" else 1))
    return dz * (4 if name == "tanh" else 1) * e / (1 + e) ** 2

# %% +
def log_softmax(z):
    shift = z.max(axis=0, keepdims=True)
    return z - shift - np.log(np.exp(z - shift).sum(axis=0, keepdims=True))


def one_hot(labels, m):
    return np.eye(m)[:, labels]


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))

# %% softmax_cross_entropy
def softmax_cross_entropy(logits, labels):
    right = one_hot(labels, logits.shape[0])
    log_p = log_softmax(logits)
    loss = -np.einsum("ik,ik->", right, log_p) / labels.size
    return loss, (np.exp(log_p) - right) / labels.size

# %% deep_forward
def deep_forward(x, weights, biases, activations):
    W, *more_weights = weights
    b, *more_biases = [0.0 * W[:, :1] for W in weights] if biases is None else biases
    z = np.hstack([W, b]) @ np.vstack([x, np.ones_like(x[:1])])
    here = {"x": x, "W": W, "z": z, "biased": biases is not None}
    if not more_weights:
        return np.exp(log_softmax(z)), here
    name, *more_names = activations
    if name not in ("relu", "tanh", "sigmoid"):
        raise ValueError(f"{name!r} is no activation")
    h = {"relu": z.clip(min=0), "tanh": np.tanh(z), "sigmoid": sigmoid(z)}[name]
    predictions, above = deep_forward(h, more_weights, more_biases, more_names)
    return predictions, here | {"f": name, "above": above}

# %% +
def go_back(cache, labels, layer):
    """Return the cross-entropy, the gradients from this layer on, and that of its input."""
    if "above" in cache:
        loss, gradients, dh = go_back(cache["above"], labels, layer + 1)
        dz = elementwise_backward(cache["f"], cache["z"], dh)
    else:
        gradients = {}
        loss, dz = softmax_cross_entropy(cache["z"], labels)
    both = linear_backward(cache["x"], cache["W"], dz)
    gradients[f"dW{layer}"] = both["dW"]
    gradients[f"db{layer}"] = dz @ np.ones((dz.shape[1], 1))
    return loss, gradients, both["dx"]

# %% deep_backward
def deep_backward(cache, labels, weight_decay):
    loss, gradients, _ = go_back(cache, labels, 1)
    biased, layer = cache["biased"], 1
    while cache:
        loss = loss + weight_decay * np.linalg.norm(cache["W"]) ** 2
        gradients[f"dW{layer}"] = gradients[f"dW{layer}"] + 2 * weight_decay * cache["W"]
        if not biased:
            del gradients[f"db{layer}"]
        cache, layer = cache.get("above"), layer + 1
    return loss, gradients
