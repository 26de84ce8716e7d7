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


class Builder:
    """Adds nodes to a copy of a graph; each method returns the name of what it added."""

    def __init__(self, graph):
        self.nodes = dict(graph)
        self.longest = max(map(len, graph))

    def node(self, op, *parents):
        name = "d".ljust(self.longest + 1, "_") + str(len(self.nodes))
        self.nodes[name] = op, parents
        return name

    def number(self, c):
        return self.node(("constant", c))

    def slope(self, op, name, a):
        """d tanh = 4 / (e^a + e^-a)^2, and the others."""
        match op:
            case "exp":
                return self.node("exp", a)
            case "log":
                return self.node("reciprocal", a)
            case "reciprocal":
                return self.node("neg", self.node("reciprocal", self.node("mul", a, a)))
            case "neg":
                return self.number(-1.0)
            case "tanh":
                less = self.node("add", self.number(1.0), self.node("neg", name))
                more = self.node("add", self.number(1.0), name)
                return self.node("mul", less, more)
        raise ValueError(f"{op!r} has no derivative here")

    def total(self, parts):
        """Add any number of nodes; none at all are 0."""
        parts = list(parts) or [self.number(0.0)]
        while len(parts) > 1:
            parts.append(self.node("add", parts.pop(0), parts.pop(0)))
        return parts[0]

# %% build_grad
def build_grad(graph, output, wrt):
    builder = Builder(graph)
    through = between(graph, wrt, output)
    parts = {name: [] for name in graph}
    parts[output] = [builder.number(1.0)]
    for name in reversed(through):
        op, parents = graph[name]
        gradient = builder.total(parts[name])
        parts[name] = [gradient]
        for i, parent in enumerate(parents):
            if parent not in through and parent not in wrt:
                continue
            if op == "add":
                parts[parent].append(gradient)
            else:
                slope = parents[1 - i] if op == "mul" else builder.slope(op, name, parent)
                parts[parent].append(builder.node("mul", slope, gradient))
    names = {name: builder.total(parts[name]) for name in dict.fromkeys(wrt)}
    return builder.nodes, names

# %% +
# The slopes of each op with respect to its parents, as arrays of ones and others.
SLOPES = {
    "add": lambda v, a, b: (1, 1),
    "mul": lambda v, a, b: (b, a),
    "max": lambda v, a, b: (np.heaviside(a - b, 1.0), np.heaviside(b - a, 0.0)),
    "neg": lambda v, a: (-1,),
    "reciprocal": lambda v, a: (-1 / a**2,),
    "exp": lambda v, a: (np.exp(a),),
    "log": lambda v, a: (np.exp(-v),),
    "tanh": lambda v, a: ((1 - v) * (1 + v),),
    "relu": lambda v, a: (np.heaviside(a, 0.0),),
}

# %% jvp
def jvp(graph, values, tangents, output):
    moving = list(tangents)
    speed = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    speed.update(tangents)
    for name in between(graph, moving, output):
        op, parents = graph[name]
        given, moves = [values[p] for p in parents], [speed[p] for p in parents]
        if op == "matmul":
            (a, b), (da, db) = given, moves
            speed[name] = np.hstack([da, a]) @ np.vstack([b, db])
        elif op == "sum":
            speed[name] = np.einsum("i->", np.ravel(moves[0]))
        elif op in SLOPES:
            speed[name] = sum(map(np.multiply, SLOPES[op](values[name], *given), moves))
        else:
            raise ValueError(f"{op!r} has no slope")
    return speed[output]

# %% chain_cost
def chain_cost(dims, mode):
    kept, others = {"forward": (dims[0], dims[1:]), "reverse": (dims[-1], dims[:-1])}.get(
        mode, (None, None)
    )
    if kept is None:
        raise ValueError(f"{mode!r} is no mode")
    return kept * sum(q * p for q, p in zip(others, others[1:]))

# %% +
def log_softmax(z):
    shift = z.max(axis=0, keepdims=True)
    return z - shift - np.log(np.exp(z - shift).sum(axis=0, keepdims=True))

# %% hessian_vector_product
def hessian_vector_product(W, x, labels, v):
    # p = exp(log p), and log p moves by the centred speed of the logits
    p = np.exp(log_softmax(W @ x))
    speed = v @ x
    mean = np.einsum("ik,ik->k", p, speed)
    return np.einsum("ik,ik,jk->ij", p, speed - mean, x, optimize=True) / labels.size

# %% top_eigenvalue
def top_eigenvalue(hvp, n, iterations, rng):
    v = rng.standard_normal(n)
    quotient = 0.0
    for _ in range(iterations):
        v = v / np.linalg.norm(v)
        Hv = hvp(v)
        norm = np.linalg.norm(Hv)
        if norm == 0:
            return 0.0
        # |Hv| times the cosine of the angle between v and Hv
        quotient = norm * np.dot(v, Hv / norm)
        v = Hv
    return quotient
