# %% +
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

# %% build_grad
def build_grad(graph, output, wrt):
    new = dict(graph)
    children, alive = children_of(graph), ancestors(graph, output)
    total, below = {}, {}

    def node(op, *parents):
        count = len(new)
        while f"n{count}" in new:
            count += 1
        new[f"n{count}"] = (op, list(parents))
        return f"n{count}"

    def minus_one_times_square(v):
        return node("neg", node("mul", v, v))

    slopes = {
        "add": lambda g, v, a, b, i: g,
        "mul": lambda g, v, a, b, i: node("mul", g, [b, a][i]),
        "neg": lambda g, v, a, b, i: node("neg", g),
        "reciprocal": lambda g, v, a, b, i: node("mul", g, minus_one_times_square(v)),
        "exp": lambda g, v, a, b, i: node("mul", g, v),
        "log": lambda g, v, a, b, i: node("mul", g, node("reciprocal", a)),
        "tanh": lambda g, v, a, b, i: node(
            "mul", g, node("add", node(("constant", 1.0)), minus_one_times_square(v))
        ),
    }

    def depends(name):
        if name not in below:
            below[name] = any([p in wrt or depends(p) for p in graph[name][1]])
        return below[name]

    def contribution(child, position):
        op, parents = graph[child]
        if op not in slopes:
            raise ValueError(f"no slope for {op}")
        a, b = parents[0], parents[-1]
        return slopes[op](gradient(child), child, a, b, position)

    def added(nodes):
        return nodes[0] if len(nodes) == 1 else node("add", nodes[0], added(nodes[1:]))

    def gradient(name):
        if name not in total:
            parts = [node(("constant", 1.0))] if name == output else []
            parts += [contribution(c, i) for c, i in children[name] if c in alive and depends(c)]
            total[name] = added(parts) if parts else node(("constant", 0.0))
        return total[name]

    names = {name: gradient(name) for name in wrt}
    return new, names

# %% jvp
def jvp(graph, values, tangents, output):
    rules = {
        "add": lambda v, a, b, da, db: da + db,
        "mul": lambda v, a, b, da, db: da * b + a * db,
        "max": lambda v, a, b, da, db: np.where(a >= b, da, db),
        "matmul": lambda v, a, b, da, db: da @ b + a @ db,
        "neg": lambda v, a, da: -da,
        "reciprocal": lambda v, a, da: -v * v * da,
        "exp": lambda v, a, da: v * da,
        "log": lambda v, a, da: da / a,
        "tanh": lambda v, a, da: (1 - v * v) * da,
        "relu": lambda v, a, da: (a > 0) * da,
        "sum": lambda v, a, da: np.sum(da),
    }
    memo = {}

    def speed(name):
        if name not in memo:
            op, parents = graph[name]
            if op == "input" or is_constant(op):
                memo[name] = tangents.get(name, np.zeros(np.shape(values[name])))
            elif op in rules:
                given = [values[p] for p in parents] + [speed(p) for p in parents]
                memo[name] = rules[op](values[name], *given)
            else:
                raise ValueError(f"no derivative of {op}")
        return memo[name]

    return speed(output)

# %% chain_cost
def chain_cost(dims, mode):
    if mode == "reverse":
        return chain_cost(dims[::-1], "forward")
    if mode != "forward":
        raise ValueError(f"no mode is called {mode}")
    if len(dims) <= 2:
        return 0
    return chain_cost(dims[:-1], mode) + dims[0] * dims[-2] * dims[-1]

# %% hessian_vector_product
def hessian_vector_product(W, x, labels, v):
    z, z_dot = W @ x, v @ x
    p = np.exp(z - z.max(axis=0))
    p = p / p.sum(axis=0)
    p_dot = p * (z_dot - (p * z_dot).sum(axis=0))
    return p_dot @ x.T / len(labels)

# %% top_eigenvalue
def top_eigenvalue(hvp, n, iterations, rng):
    def go(v, left):
        v = v / np.linalg.norm(v)
        product = hvp(v)
        if not np.any(product):
            return 0.0
        return v @ product if left == 1 else go(product, left - 1)

    return go(rng.normal(size=n), iterations)
