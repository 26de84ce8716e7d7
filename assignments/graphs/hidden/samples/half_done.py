# %% topological_order
def topological_order(graph):
    order = []
    while len(order) < len(graph):
        free = [n for n in graph if n not in order and all(p in order for p in graph[n][1])]
        if not free:
            raise ValueError("cycle")
        order.extend(free)
    return order

# %% forward
def forward(graph, inputs):
    values = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        args = [values[p] for p in parents]
        if op == "input":
            values[name] = inputs[name]
        elif op[0] == "constant":
            values[name] = op[1]
        elif op == "add":
            values[name] = args[0] + args[1]
        elif op == "mul":
            values[name] = args[0] * args[1]
        elif op == "max":
            values[name] = np.maximum(args[0], args[1])
        elif op == "matmul":
            values[name] = args[0] @ args[1]
        elif op == "neg":
            values[name] = -args[0]
        elif op == "reciprocal":
            values[name] = 1 / args[0]
        elif op == "relu":
            values[name] = np.maximum(0, args[0])
        elif op in ("exp", "log", "tanh", "sum"):
            values[name] = getattr(np, op)(args[0])
        else:
            raise ValueError(f"unknown op {op}")
    return values

# %% bprop
def bprop(op, parent_values, value, upstream):
    a = parent_values[0]
    b = parent_values[-1]
    if op == "add":
        return upstream, upstream
    elif op == "mul":
        return upstream * b, upstream * a
    elif op == "max":
        return upstream * (a >= b), upstream * (a < b)
    elif op == "matmul":
        return upstream @ b.T, a.T @ upstream
    elif op == "relu":
        return (upstream * (a > 0),)
    elif op == "tanh":
        return (upstream * (1 - value**2),)
    elif op == "exp":
        return (upstream * value,)
    elif op == "log":
        return (upstream / a,)
    elif op == "sum":
        return (upstream * np.ones(a.shape),)
    elif op == "neg":
        return (-upstream,)
    elif op == "reciprocal":
        return (-upstream * value**2,)
    raise ValueError(f"no gradient of {op}")

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-05):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up = x.astype(float)
        up[i] += h
        down = x.astype(float)
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad

# %% relative_error
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError("different shapes")
    length = np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
    if length == 0:
        return 0.0
    return np.sqrt(np.sum((a - b) ** 2)) / length
