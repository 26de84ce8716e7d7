# %% topological_order
def topological_order(graph):
    # Kahn's algorithm: count the parents that are still missing.
    missing = {}
    for name in graph:
        missing[name] = 0
        for parent in graph[name][1]:
            missing[name] += 1
    todo = []
    for name in graph:
        if missing[name] == 0:
            todo.append(name)
    order = []
    while len(todo) > 0:
        name = todo.pop()
        order.append(name)
        for child in graph:
            for parent in graph[child][1]:
                if parent == name:
                    missing[child] -= 1
                    if missing[child] == 0:
                        todo.append(child)
    if len(order) < len(graph):
        raise ValueError("this graph has a cycle")
    return order

# %% forward
def forward(graph, inputs):
    values = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        if op == "input":
            values[name] = inputs[name]
            continue
        if op[0] == "constant":
            values[name] = np.array(op[1])
            continue
        if op not in ("add", "mul", "max", "matmul", "relu", "tanh", "exp", "log", "sum", "neg",
                      "reciprocal"):
            raise ValueError("I do not know the op " + str(op))
        a = values[parents[0]]
        if len(parents) == 2:
            b = values[parents[1]]
        if op == "matmul":
            result = np.zeros((a.shape[0], b.shape[1]))
            for i in range(a.shape[0]):
                for k in range(b.shape[1]):
                    for j in range(a.shape[1]):
                        result[i, k] += a[i, j] * b[j, k]
            values[name] = result
            continue
        if op == "sum":
            total = 0.0
            for index in np.ndindex(a.shape):
                total += a[index]
            values[name] = total
            continue
        shape = np.shape(a)
        if len(parents) == 2 and shape == ():
            shape = np.shape(b)
        result = np.zeros(shape)
        for index in np.ndindex(shape):
            u = a if np.shape(a) == () else a[index]
            if len(parents) == 2:
                w = b if np.shape(b) == () else b[index]
            if op == "add":
                result[index] = u + w
            elif op == "mul":
                result[index] = u * w
            elif op == "max":
                result[index] = u if u >= w else w
            elif op == "relu":
                result[index] = u if u > 0 else 0
            elif op == "tanh":
                result[index] = np.tanh(u)
            elif op == "exp":
                result[index] = np.exp(u)
            elif op == "log":
                result[index] = np.log(u)
            elif op == "neg":
                result[index] = -u
            elif op == "reciprocal":
                result[index] = 1 / u
        values[name] = result
    return values

# %% bprop
def bprop(op, parent_values, value, upstream):
    if op == "matmul":
        a, b = parent_values
        da = np.zeros(a.shape)
        db = np.zeros(b.shape)
        for i in range(a.shape[0]):
            for k in range(b.shape[1]):
                for j in range(a.shape[1]):
                    da[i, j] += upstream[i, k] * b[j, k]
                    db[j, k] += upstream[i, k] * a[i, j]
        return da, db
    a = parent_values[0]
    if op == "sum":
        da = np.zeros(a.shape)
        for index in np.ndindex(a.shape):
            da[index] = upstream
        return (da,)
    shape = np.shape(value)
    if op in ("add", "mul", "max"):
        b = parent_values[1]
        da = np.zeros(shape, dtype=np.float32)
        db = np.zeros(shape, dtype=np.float32)
        for index in np.ndindex(shape):
            u = a if np.shape(a) == () else a[index]
            w = b if np.shape(b) == () else b[index]
            g = upstream if np.shape(upstream) == () else upstream[index]
            if op == "add":
                da[index] = g
                db[index] = g
            elif op == "mul":
                da[index] = g * w
                db[index] = g * u
            elif u >= w:
                da[index] = g
            else:
                db[index] = g
        return da, db
    da = np.zeros(shape)
    for index in np.ndindex(shape):
        u = a if np.shape(a) == () else a[index]
        v = value if np.shape(value) == () else value[index]
        g = upstream if np.shape(upstream) == () else upstream[index]
        if op == "relu":
            da[index] = g if u >= 0 else 0
        elif op == "tanh":
            da[index] = g * (1 - v * v)
        elif op == "exp":
            da[index] = g * v
        elif op == "log":
            da[index] = g / u
        elif op == "neg":
            da[index] = -g
        elif op == "reciprocal":
            da[index] = -g * v * v
        else:
            raise ValueError("no gradient for the op " + str(op))
    return (da,)

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-05):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        before = x[index]
        x[index] = before + h
        above = f(x)
        x[index] = before - h
        below = f(x)
        x[index] = before
        gradient[index] = (above - below) / (2 * h)
    return gradient

# %% relative_error
def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError("the shapes are different")
    difference = 0.0
    first = 0.0
    second = 0.0
    for u, w in zip(a.flat, b.flat):
        difference += (u - w) ** 2
        first += u**2
        second += w**2
    size = first**0.5 + second**0.5
    if size == 0:
        return 0
    return difference**0.5 / size

# %% backward
def backward(graph, values, output, wrt):
    order = topological_order(graph)
    # which nodes depend on something in wrt?
    depends = {}
    for name in order:
        depends[name] = False
        for parent in graph[name][1]:
            if parent in wrt or depends[parent]:
                depends[name] = True
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        if name not in table or not depends[name]:
            continue
        op, parents = graph[name]
        parent_values = []
        for parent in parents:
            parent_values.append(values[parent])
        parts = bprop(op, parent_values, values[name], table[name])
        for i in range(len(parents)):
            if parents[i] in table:
                table[parents[i]] = table[parents[i]] + parts[i]
            else:
                table[parents[i]] = parts[i]
    result = {}
    for name in wrt:
        if name in table:
            result[name] = table[name]
        else:
            result[name] = np.zeros(np.shape(values[name]))
    return result

# %% jacobian
def jacobian(graph, values, output, wrt):
    mask, picked = "mask", "picked"
    while mask in graph:
        mask += "_"
    while picked in graph:
        picked += "_"
    longer = dict(graph)
    longer[mask] = ("input", ())
    longer[picked] = ("mul", (output, mask))
    all_values = dict(values)
    rows = np.size(values[output])
    J = np.zeros((rows, np.size(values[wrt])))
    for i in range(rows):
        only_one = np.zeros(np.shape(values[output]))
        only_one.flat[i] = 1
        all_values[mask] = only_one
        all_values[picked] = only_one * values[output]
        row = backward(longer, all_values, picked, [wrt])[wrt]
        j = 0
        for element in row.flat:
            J[i, j] = element
            j += 1
    return J

# %% naive_cost
def naive_cost(graph, source, output):
    order = topological_order(graph)
    cost = {output: 0}  # of all nodes that reach the output
    for name in reversed(order):
        for child in graph:
            for parent in graph[child][1]:
                if parent == name and child in cost and name != output:
                    cost[name] = cost.get(name, 0) + 1 + cost[child]
    return cost.get(source, 0)

# %% table_cost
def table_cost(graph, source, output):
    after = [source]
    for name in after:
        for child in graph:
            if name in graph[child][1] and child not in after:
                after.append(child)
    before = [output]
    for name in before:
        for parent in graph[name][1]:
            if parent not in before:
                before.append(parent)
    count = 0
    for child in graph:
        for parent in graph[child][1]:
            if parent in after and child in before:
                count += 1
    return count

# %% linear_backward
def linear_backward(x, W, dz):
    n, N = x.shape
    m = W.shape[0]
    dx = np.zeros((n, N), dtype=np.float32)
    dW = np.zeros((m, n), dtype=np.float32)
    for k in range(N):
        for i in range(m):
            for j in range(n):
                dx[j, k] += W[i, j] * dz[i, k]
                dW[i, j] += dz[i, k] * x[j, k]
    return {"dx": dx, "dW": dW}

# %% elementwise_backward
def elementwise_backward(name, x, dz):
    if name not in ["relu", "tanh", "sigmoid"]:
        raise ValueError("there is no function " + str(name))
    dx = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        u = x[index]
        if name == "relu":
            slope = 1 if u >= 0 else 0
        elif name == "tanh":
            slope = 1 - np.tanh(u) ** 2
        else:
            s = 0.5 + 0.5 * np.tanh(u / 2)
            slope = s * (1 - s)
        dx[index] = dz[index] * slope
    return dx

# %% softmax_cross_entropy
def softmax_cross_entropy(logits, labels):
    m, N = logits.shape
    loss = 0.0
    dlogits = np.zeros((m, N))
    for k in range(N):
        largest = logits[0, k]
        for i in range(m):
            if logits[i, k] > largest:
                largest = logits[i, k]
        total = 0.0
        for i in range(m):
            dlogits[i, k] = np.exp(logits[i, k] - largest)
            total += dlogits[i, k]
        for i in range(m):
            dlogits[i, k] /= total
        dlogits[labels[k], k] -= 1
        for i in range(m):
            dlogits[i, k] /= N
        loss += (np.log(total) - (logits[labels[k], k] - largest)) / N
    return loss, dlogits

# %% +
class Memory:
    """What happened in a network on the way forward."""

    def __init__(self, weights, biases, activations):
        self.weights = weights
        self.biases = biases
        self.activations = activations
        self.layer_inputs = []
        self.sums = []

# %% deep_forward
def deep_forward(x, weights, biases, activations):
    memory = Memory(weights, biases, activations)
    h = x
    for layer in range(len(weights)):
        W = weights[layer]
        memory.layer_inputs.append(h)
        z = np.zeros((W.shape[0], x.shape[1]))
        for i in range(z.shape[0]):
            for k in range(z.shape[1]):
                if biases is not None:
                    z[i, k] = biases[layer][i, 0]
                for j in range(W.shape[1]):
                    z[i, k] += W[i, j] * h[j, k]
        memory.sums.append(z)
        if layer < len(weights) - 1:
            h = np.zeros(z.shape)
            for i in range(z.shape[0]):
                for k in range(z.shape[1]):
                    if activations[layer] == "relu":
                        h[i, k] = max(z[i, k], 0)
                    elif activations[layer] == "tanh":
                        h[i, k] = np.tanh(z[i, k])
                    elif activations[layer] == "sigmoid":
                        h[i, k] = 0.5 + 0.5 * np.tanh(z[i, k] / 2)
                    else:
                        raise ValueError("no such activation: " + str(activations[layer]))
    p = np.zeros(z.shape)
    for k in range(z.shape[1]):
        largest = max(z[:, k])
        total = 0.0
        for i in range(z.shape[0]):
            p[i, k] = np.exp(z[i, k] - largest)
            total += p[i, k]
        for i in range(z.shape[0]):
            p[i, k] /= total
    return p, memory

# %% deep_backward
def deep_backward(cache, labels, weight_decay):
    loss, dz = softmax_cross_entropy(cache.sums[-1], labels)
    gradients = {}
    layer = len(cache.weights) - 1
    while layer >= 0:
        W = cache.weights[layer]
        both = linear_backward(cache.layer_inputs[layer], W, dz)
        dW = both["dW"]
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                loss += weight_decay * W[i, j] * W[i, j]
                dW[i, j] += 2 * weight_decay * W[i, j]
        gradients["dW" + str(layer + 1)] = dW
        if cache.biases is not None:
            db = np.zeros((W.shape[0], 1))
            for i in range(dz.shape[0]):
                for k in range(dz.shape[1]):
                    db[i, 0] += dz[i, k]
            gradients["db" + str(layer + 1)] = db
        if layer > 0:
            name = cache.activations[layer - 1]
            dz = elementwise_backward(name, cache.sums[layer - 1], both["dx"])
        layer -= 1
    return loss, gradients
