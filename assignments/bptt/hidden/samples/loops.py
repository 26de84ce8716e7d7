# %% unroll_recurrence
def unroll_recurrence(b, c):
    T = len(b)
    a = np.empty(T)
    for t in range(T):
        total = float(b[t])
        for i in range(t):
            term = float(b[i])
            for j in range(i + 1, t + 1):
                term *= float(c[j])
            total += term
        a[t] = total
    return a

# %% +
def times(matrix, columns):
    """matrix @ columns, one number at a time."""
    rows, inner = matrix.shape
    width = columns.shape[1]
    result = np.zeros((rows, width))
    for i in range(rows):
        for b in range(width):
            for j in range(inner):
                result[i, b] += matrix[i, j] * columns[j, b]
    return result


def times_transposed(matrix, columns):
    """matrix.T @ columns, one number at a time."""
    rows, inner = matrix.shape
    width = columns.shape[1]
    result = np.zeros((inner, width))
    for j in range(inner):
        for b in range(width):
            for i in range(rows):
                result[j, b] += matrix[i, j] * columns[i, b]
    return result


def add_outer(total, left, right):
    """total += left @ right.T, in place."""
    for i in range(total.shape[0]):
        for j in range(total.shape[1]):
            for b in range(left.shape[1]):
                total[i, j] += left[i, b] * right[j, b]

# %% linear_rnn_forward
def linear_rnn_forward(x, h0, parameters):
    d, N, T = x.shape
    n = h0.shape[0]
    q = parameters["W_qh"].shape[0]
    h = np.zeros((n, N, T))
    o = np.zeros((q, N, T))
    state = h0
    for t in range(T):
        new = times(parameters["W_hx"], x[:, :, t])
        new += times(parameters["W_hh"], state)
        h[:, :, t] = new
        o[:, :, t] = times(parameters["W_qh"], new)
        state = new
    return h, o

# %% linear_rnn_loss
def linear_rnn_loss(o, y):
    q, N, T = o.shape
    total = 0.0
    for t in range(T):
        for b in range(N):
            for i in range(q):
                total += 0.5 * (float(o[i, b, t]) - float(y[i, b, t])) ** 2
    return total / N / T

# %% +
class LinearNetwork:
    """The linear network on one sequence, with sums for its gradients."""

    def __init__(self, x, y, h0, parameters):
        self.x, self.h0, self.parameters = x, h0, parameters
        self.h, self.do = linear_rnn_forward(x, h0, parameters)
        self.do -= y
        self.do /= y.shape[1]
        self.do /= y.shape[2]
        self.T = y.shape[2]
        self.grads = {}
        for name in parameters:
            self.grads["d" + name] = np.zeros(parameters[name].shape)

    def before(self, t):
        if t == 0:
            return self.h0
        return self.h[:, :, t - 1]

    def add_output(self, t):
        add_outer(self.grads["dW_qh"], self.do[:, :, t], self.h[:, :, t])

    def add_state(self, t, dh_t):
        add_outer(self.grads["dW_hx"], dh_t, self.x[:, :, t])
        add_outer(self.grads["dW_hh"], dh_t, self.before(t))

    def from_output(self, t):
        return times_transposed(self.parameters["W_qh"], self.do[:, :, t])

    def back(self, dh_t):
        return times_transposed(self.parameters["W_hh"], dh_t)

# %% linear_rnn_backward
def linear_rnn_backward(x, y, h0, parameters):
    net = LinearNetwork(x, y, h0, parameters)
    dh = np.zeros(net.h.shape, dtype=np.float32)
    carried = np.zeros(h0.shape)
    for t in reversed(range(net.T)):
        carried += net.from_output(t)
        dh[:, :, t] = carried
        net.add_output(t)
        net.add_state(t, carried)
        carried = net.back(carried)
    result = net.grads
    result["dh"] = dh
    return result

# %% hidden_gradient
def hidden_gradient(t, do, parameters):
    T = do.shape[2]
    if t < 1:
        raise ValueError("steps are counted from 1")
    if t > T:
        raise ValueError("there are only " + str(T) + " steps")
    n = parameters["W_hh"].shape[0]
    total = np.zeros((n, do.shape[1]))
    for i in range(t, T + 1):
        term = times_transposed(parameters["W_qh"], do[:, :, T + t - i - 1])
        for _ in range(T - i):
            term = times_transposed(parameters["W_hh"], term)
        total += term
    return total

# %% chunked_bptt
def chunked_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau < 1")
    net = LinearNetwork(x, y, h0, parameters)
    start = 0
    while start < net.T:
        stop = start + tau
        if stop > net.T:
            stop = net.T
        carried = np.zeros(h0.shape, dtype=np.float32)
        for t in range(stop - 1, start - 1, -1):
            carried += net.from_output(t)
            net.add_output(t)
            net.add_state(t, carried)
            carried[:] = net.back(carried)
        start = stop
    return net.grads

# %% windowed_bptt
def windowed_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau < 1")
    net = LinearNetwork(x, y, h0, parameters)
    for t in range(net.T):
        net.add_output(t)
        carried = net.from_output(t)
        reached = 0
        k = t
        while k >= 0 and reached < tau:
            net.add_state(k, carried)
            carried = net.back(carried)
            k -= 1
            reached += 1
    return net.grads

# %% sample_truncation
def sample_truncation(rng, pi, T):
    xi = np.zeros(T, dtype=np.float32)
    for t in range(T):
        p = float(pi) if np.ndim(pi) == 0 else float(pi[t])
        if not 0 < p <= 1:
            raise ValueError(f"{p} is no probability to keep the chain with")
        if rng.uniform(0, 1) < p:
            xi[t] = 1 / p
    return xi

# %% randomized_bptt
def randomized_bptt(x, y, h0, parameters, xi):
    net = LinearNetwork(x, y, h0, parameters)
    carried = np.zeros(h0.shape)
    for t in range(net.T - 1, -1, -1):
        carried += net.from_output(t)
        net.add_output(t)
        net.add_state(t, carried)
        carried = net.back(carried)
        carried *= xi[t]
    return net.grads

# %% +
class TanhNetwork:
    def __init__(self, x, y, parameters):
        self.x, self.y = x, y
        self.W_hx, self.W_hh, self.W_qh = (parameters[k] for k in ("W_hx", "W_hh", "W_qh"))
        self.N, self.T = x.shape[1], x.shape[2]

    def step(self, t, h):
        new = self.W_hx @ self.x[:, :, t]
        new += self.W_hh @ h
        np.tanh(new, out=new)
        return new

    def error(self, t, h):
        do = self.W_qh @ h
        do -= self.y[:, :, t]
        do /= self.N * self.T
        return do

# %% checkpointed_bptt
def checkpointed_bptt(x, y, h0, parameters, every):
    if every < 1:
        raise ValueError("every < 1")
    net = TanhNetwork(x, y, parameters)
    grads = {"d" + name: np.zeros(parameters[name].shape) for name in parameters}
    T = net.T

    kept = {0: h0}
    h = h0
    for t in range(T):
        h = net.step(t, h)
        if (t + 1) % every == 0 and t + 1 < T:
            kept[t + 1] = h

    later = np.zeros(h0.shape)
    while kept:
        first = max(kept)
        states = [kept.pop(first)]
        for t in range(first, min(first + every, T)):
            states.append(net.step(t, states[-1]))
        while len(states) > 1:
            h = states.pop()
            t = first + len(states) - 1
            do = net.error(t, h)
            grads["dW_qh"] += do @ h.T
            later += net.W_qh.T @ do
            for i in range(h.shape[0]):  # a row at a time
                later[i] *= 1 - h[i] * h[i]
                for k in range(x.shape[0]):
                    grads["dW_hx"][i, k] += later[i].dot(x[k, :, t])
                grads["dW_hh"][i] += states[-1].dot(later[i])
            later = net.W_hh.T @ later
    return grads

# %% rtrl
def rtrl(x, y, h0, parameters):
    net = TanhNetwork(x, y, parameters)
    n, d = net.W_hx.shape
    grads = {"d" + name: np.zeros(parameters[name].shape) for name in parameters}
    # one array for each element of a weight
    along = {}
    for j in range(n):
        for k in range(d):
            along["W_hx", j, k] = np.zeros((n, net.N))
        for k in range(n):
            along["W_hh", j, k] = np.zeros((n, net.N))

    h = h0
    for t in range(net.T):
        new = net.step(t, h)
        slope = 1 - new * new
        do = net.error(t, new)
        grads["dW_qh"] += do @ new.T
        sent = net.W_qh.T @ do
        for name, j, k in along:
            change = net.W_hh @ along[name, j, k]
            change[j] += x[k, :, t] if name == "W_hx" else h[k]
            change *= slope
            along[name, j, k] = change
            grads["d" + name][j, k] += np.sum(sent * change)
        h = new
    return grads
