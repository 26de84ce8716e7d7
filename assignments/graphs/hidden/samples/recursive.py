# %% topological_order
def topological_order(graph):
    order, open_nodes = [], set()

    def visit(name):
        if name in open_nodes:
            raise ValueError(f"there is a cycle through {name}")
        if name not in order:
            open_nodes.add(name)
            [visit(parent) for parent in graph[name][1]]
            open_nodes.remove(name)
            order.append(name)

    [visit(name) for name in graph]
    return order

# %% +
# What each op computes, and what it hands back.
VALUE = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "max": lambda a, b: np.maximum(a, b),
    "matmul": lambda a, b: a @ b,
    "neg": lambda a: -a,
    "reciprocal": lambda a: 1 / a,
    "exp": lambda a: np.exp(a),
    "log": lambda a: np.log(a),
    "tanh": lambda a: np.tanh(a),
    "relu": lambda a: np.maximum(a, 0),
    "sum": lambda a: np.sum(a),
}
BACK = {
    "add": lambda v, g, a, b: [g, g],
    "mul": lambda v, g, a, b: [g * b, g * a],
    "max": lambda v, g, a, b: [np.where(a >= b, g, 0), np.where(a >= b, 0, g)],
    "matmul": lambda v, g, a, b: [g @ b.T, a.T @ g],
    "neg": lambda v, g, a: [-g],
    "reciprocal": lambda v, g, a: [-g * v * v],
    "exp": lambda v, g, a: [g * v],
    "log": lambda v, g, a: [g / a],
    "tanh": lambda v, g, a: [g * (1 - v * v)],
    "relu": lambda v, g, a: [g * (a > 0)],
    "sum": lambda v, g, a: [g * np.ones_like(a)],
}


def is_constant(op):
    return isinstance(op, tuple) and op[0] == "constant"


def children_of(graph):
    """For each node the list of (child, which of its parents)."""
    children = {name: [] for name in graph}
    for child in graph:
        for position, parent in enumerate(graph[child][1]):
            children[parent] += [(child, position)]
    return children


def ancestors(graph, name, found=None):
    """The node and everything it is computed from."""
    found = set() if found is None else found
    if name not in found:
        found.add(name)
        for parent in graph[name][1]:
            ancestors(graph, parent, found)
    return found

# %% forward
def forward(graph, inputs):
    memo = {}

    def value(name):
        if name not in memo:
            op, parents = graph[name]
            if op == "input":
                memo[name] = inputs[name]
            elif is_constant(op):
                memo[name] = op[1]
            elif op in VALUE:
                memo[name] = VALUE[op](*[value(parent) for parent in parents])
            else:
                raise ValueError(f"unknown op {op}")
        return memo[name]

    return {name: value(name) for name in graph}

# %% bprop
def bprop(op, parent_values, value, upstream):
    if op not in BACK:
        raise ValueError(f"no gradient for {op}")
    return BACK[op](value, upstream, *parent_values)

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-05):
    def at(index, step):
        moved = np.array(x, dtype=float)
        moved[index] += step
        return f(moved)

    slopes = [(at(i, h) - at(i, -h)) / (2 * h) for i in np.ndindex(x.shape)]
    return np.array(slopes).reshape(x.shape)

# %% relative_error
def relative_error(a, b):
    if np.shape(a) != np.shape(b):
        raise ValueError("not the same shape")

    def size(array):
        return np.sqrt(np.sum(array**2))

    both = size(a) + size(b)
    return size(a - b) / both if both > 0 else 0.0

# %% +
def sweep(graph, values, output, wrt, start):
    """The gradients if `start` arrives at the output."""
    children, alive = children_of(graph), ancestors(graph, output)
    handed, total, below = {}, {}, {}

    def depends(name):
        if name not in below:
            below[name] = any([p in wrt or depends(p) for p in graph[name][1]])
        return below[name]

    def hands(child):
        if child not in handed:
            op, parents = graph[child]
            handed[child] = bprop(op, [values[p] for p in parents], values[child], gradient(child))
        return handed[child]

    def gradient(name):
        if name not in total:
            parts = [start] if name == output else []
            parts += [hands(c)[i] for c, i in children[name] if c in alive and depends(c)]
            total[name] = sum(parts) if parts else np.zeros(np.shape(values[name]))
        return total[name]

    return {name: gradient(name) for name in wrt}

# %% backward
def backward(graph, values, output, wrt):
    return sweep(graph, values, output, wrt, np.ones(np.shape(values[output])))

# %% jacobian
def jacobian(graph, values, output, wrt):
    shape = np.shape(values[output])
    starts = [unit.reshape(shape) for unit in np.eye(np.size(values[output]))]
    return np.array([sweep(graph, values, output, [wrt], s)[wrt].ravel() for s in starts])

# %% naive_cost
def naive_cost(graph, source, output):
    children, alive, memo = children_of(graph), ancestors(graph, output), {output: 0}

    def cost(name):
        if name not in memo:
            memo[name] = sum([1 + cost(child) for child, _ in children[name] if child in alive])
        return memo[name]

    return cost(source)

# %% table_cost
def table_cost(graph, source, output):
    children, alive, seen = children_of(graph), ancestors(graph, output), {output}

    def cost(name):
        if name in seen:
            return 0
        seen.add(name)
        return sum([1 + cost(child) for child, _ in children[name] if child in alive])

    return cost(source)

# %% linear_backward
def linear_backward(x, W, dz):
    return {"dx": W.T @ dz, "dW": dz @ x.T}

# %% +
def sigmoid(x):
    return 0.5 + 0.5 * np.tanh(x / 2)


FUNCTION = {"relu": lambda x: np.maximum(x, 0), "tanh": np.tanh, "sigmoid": sigmoid}
SLOPE = {
    "relu": lambda x: 1.0 * (x > 0),
    "tanh": lambda x: 1 - np.tanh(x) ** 2,
    "sigmoid": lambda x: sigmoid(x) * (1 - sigmoid(x)),
}


def known(name):
    if name not in FUNCTION:
        raise ValueError(f"no activation is called {name}")
    return name

# %% elementwise_backward
def elementwise_backward(name, x, dz):
    return dz * SLOPE[known(name)](x)

# %% softmax_cross_entropy
def softmax_cross_entropy(logits, labels):
    picked = labels, range(len(labels))
    shifted = logits - np.max(logits, axis=0)
    sums = np.sum(np.exp(shifted), axis=0)
    dlogits = np.exp(shifted) / sums
    dlogits[picked] -= 1
    return [np.mean(np.log(sums) - shifted[picked]), dlogits / len(labels)]

# %% deep_forward
def deep_forward(x, weights, biases, activations):
    def run(layer):
        """The list of all [h before, z] up to this layer."""
        done = run(layer - 1) if layer > 0 else []
        h = FUNCTION[known(activations[layer - 1])](done[-1][1]) if layer > 0 else x
        z = weights[layer] @ h
        return done + [[h, z if biases is None else z + biases[layer]]]

    layers = run(len(weights) - 1)
    e = np.exp(layers[-1][1] - layers[-1][1].max(axis=0))
    return [e / e.sum(axis=0), [layers, weights, biases, activations]]

# %% deep_backward
def deep_backward(cache, labels, weight_decay):
    layers, weights, biases, activations = cache
    loss, dz = softmax_cross_entropy(layers[-1][1], labels)
    gradients = {}

    def back(layer, dz):
        h, _ = layers[layer]
        both = linear_backward(h, weights[layer], dz)
        gradients[f"dW{layer + 1}"] = both["dW"] + 2 * weight_decay * weights[layer]
        if biases is not None:
            gradients[f"db{layer + 1}"] = dz.sum(axis=1, keepdims=True)
        if layer > 0:
            z = layers[layer - 1][1]
            back(layer - 1, elementwise_backward(activations[layer - 1], z, both["dx"]))

    back(len(weights) - 1, dz)
    return [loss + weight_decay * sum([np.sum(W**2) for W in weights]), gradients]
