# %% jvp
def jvp(graph, values, tangents, output):
    moves, order, needed = {}, topological_order(graph), {output}
    for name in reversed(order):
        needed |= set(graph[name][1]) if name in needed else set()
    for name in filter(needed.__contains__, order):
        op, parents = graph[name]
        v = values[name]
        a, b = (values[parents[0]], values[parents[-1]]) if parents else (None, None)
        da, db = (moves[parents[0]], moves[parents[-1]]) if parents else (None, None)
        if not parents:
            moves[name] = tangents.get(name, 0 * v)
        elif op == "add":
            moves[name] = da + db
        elif op == "mul":
            moves[name] = da * b + a * db
        elif op == "max":
            moves[name] = np.where(a < b, db, da)
        elif op == "matmul":
            moves[name] = da @ b + a @ db
        elif op == "neg":
            moves[name] = -da
        elif op == "sum":
            moves[name] = da.sum()
        else:
            slopes = {"tanh": 1 - v**2, "exp": v, "log": 1 / a, "reciprocal": -(v**2), "relu": a > 0}
            if op not in slopes:
                raise ValueError(f"no derivative of {op}")
            moves[name] = slopes[op] * da
    return moves[output]

# %% chain_cost
def chain_cost(dims, mode):
    if mode not in ("forward", "reverse"):
        raise ValueError(f"{mode} is no mode")
    sizes = dims if mode == "forward" else dims[::-1]
    return sizes[0] * sum(sizes[i] * sizes[i + 1] for i in range(1, len(sizes) - 1))
