# %% build_grad
def build_grad(graph, output, wrt):
    order = topological_order(graph)
    new_graph = {}
    for name in graph:
        new_graph[name] = graph[name]

    def add_node(name, op, parents):
        while name in new_graph:
            name = name + "'"
        new_graph[name] = (op, parents)
        return name

    depends = {}
    for name in order:
        depends[name] = False
        for parent in graph[name][1]:
            if parent in wrt or depends[parent]:
                depends[name] = True

    table = {output: add_node("one", ("constant", 1.0), ())}
    for name in reversed(order):
        if name not in table or not depends[name]:
            continue
        op, parents = graph[name]
        g = table[name]
        for i in range(len(parents)):
            parent = parents[i]
            if not (parent in wrt or depends[parent]):
                continue
            if op == "add":
                part = g
            elif op == "mul":
                part = add_node("product", "mul", (g, parents[1 - i]))
            elif op == "neg":
                part = add_node("minus", "neg", (g,))
            elif op == "reciprocal":
                square = add_node("square", "mul", (name, name))
                part = add_node("minus", "neg", (add_node("product", "mul", (g, square)),))
            elif op == "exp":
                part = add_node("product", "mul", (g, name))
            elif op == "log":
                part = add_node("product", "mul", (g, add_node("slope", "reciprocal", (parent,))))
            elif op == "tanh":
                one = add_node("one", ("constant", 1), ())
                square = add_node("square", "mul", (name, name))
                slope = add_node("slope", "add", (one, add_node("minus", "neg", (square,))))
                part = add_node("product", "mul", (slope, g))
            else:
                raise ValueError("cannot differentiate " + str(op))
            if parent in table:
                table[parent] = add_node("total", "add", (table[parent], part))
            else:
                table[parent] = part
    names = {}
    for name in wrt:
        if name not in table:
            table[name] = add_node("zero", ("constant", 0), ())
        names[name] = table[name]
    return new_graph, names

# %% jvp
def jvp(graph, values, tangents, output):
    moves = {}
    order = topological_order(graph)
    needed = [output]
    for name in order[::-1]:
        if name in needed:
            for parent in graph[name][1]:
                needed.append(parent)
    for name in order:
        if name not in needed:
            continue
        op, parents = graph[name]
        v = values[name]
        if op == "input" or op[0] == "constant":
            moves[name] = np.zeros(np.shape(v))
            if name in tangents:
                moves[name] += tangents[name]
            continue
        a = values[parents[0]]
        da = moves[parents[0]]
        if len(parents) == 2:
            b = values[parents[1]]
            db = moves[parents[1]]
        if op == "matmul":
            move = np.zeros(v.shape)
            for i in range(a.shape[0]):
                for k in range(b.shape[1]):
                    for j in range(a.shape[1]):
                        move[i, k] += da[i, j] * b[j, k] + a[i, j] * db[j, k]
        elif op == "sum":
            move = 0.0
            for element in da.flat:
                move += element
        elif op == "add":
            move = da + db
        elif op == "mul":
            move = a * db + da * b
        elif op == "max":
            move = np.zeros(np.shape(v))
            move += da * (a >= b)
            move += db * (a < b)
        elif op == "relu":
            move = np.array(da)
            for index in np.ndindex(np.shape(a)):
                if a[index] < 0:
                    move[index] = 0
        elif op == "tanh":
            move = da - v * v * da
        elif op == "exp":
            move = v * da
        elif op == "log":
            move = da / a
        elif op == "neg":
            move = -da
        elif op == "reciprocal":
            move = -da / (a * a)
        else:
            raise ValueError("no derivative for " + str(op))
        moves[name] = move
    return moves[output]

# %% chain_cost
def chain_cost(dims, mode):
    if mode != "forward" and mode != "reverse":
        raise ValueError("unknown mode: " + str(mode))
    shapes = []
    for i in range(1, len(dims)):
        shapes.append((dims[i], dims[i - 1]))
    cost = 0
    while len(shapes) > 1:
        if mode == "forward":
            (q, r), (p, q) = shapes[0], shapes[1]
            shapes[0:2] = [(p, r)]
        else:
            (q, r), (p, q) = shapes[-2], shapes[-1]
            shapes[-2:] = [(p, r)]
        cost += p * q * r
    return cost

# %% hessian_vector_product
def hessian_vector_product(W, x, labels, v):
    m, n = W.shape
    N = x.shape[1]
    result = np.zeros((m, n))
    for k in range(N):
        z = []
        z_moves = []
        for i in range(m):
            total = 0.0
            total_moves = 0.0
            for j in range(n):
                total += W[i, j] * x[j, k]
                total_moves += v[i, j] * x[j, k]
            z.append(total)
            z_moves.append(total_moves)
        largest = max(z)
        p = []
        for i in range(m):
            p.append(np.exp(z[i] - largest))
        total = sum(p)
        mean = 0.0
        for i in range(m):
            p[i] = p[i] / total
            mean += p[i] * z_moves[i]
        for i in range(m):
            p_moves = p[i] * (z_moves[i] - mean)
            for j in range(n):
                result[i, j] += p_moves * x[j, k] / N
    return result

# %% top_eigenvalue
def top_eigenvalue(hvp, n, iterations, rng):
    v = []
    for i in range(n):
        v.append(rng.normal())
    v = np.array(v)
    for step in range(iterations):
        length = 0.0
        for i in range(n):
            length += v[i] ** 2
        v = v / np.sqrt(length)
        product = hvp(v)
        quotient = 0.0
        zero = True
        for i in range(n):
            quotient += v[i] * product[i]
            if product[i] != 0:
                zero = False
        if zero:
            return 0
        v = product
    return quotient
