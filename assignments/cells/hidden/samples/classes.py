# %% softmax
class Softmax:
    def __call__(self, z):
        e = np.exp(z - z.max(0))
        return e / e.sum(0)


def softmax(z):
    return Softmax()(z)

# %% rnn_cell_forward
from dataclasses import dataclass


class Affine:
    """w @ v, and what flows back through it."""

    def __init__(self, w):
        self.w = w

    def forward(self, v):
        self.v = v
        return self.w @ v

    def backward(self, d):
        return d @ self.v.T, self.w.T @ d


class Tanh:
    def forward(self, a):
        self.out = np.tanh(a)
        return self.out

    def backward(self, d):
        return d * (1 - self.out * self.out)


class Step:
    def __init__(self, parameters):
        self.inp = Affine(parameters["U"])
        self.rec = Affine(parameters["W"])
        self.out = Affine(parameters["V"])
        self.ba, self.by = parameters["ba"], parameters["by"]
        self.act = Tanh()

    def forward(self, x, s):
        self.state = self.act.forward(self.inp.forward(x) + self.rec.forward(s) + self.ba)
        return self.state, softmax(self.out.forward(self.state) + self.by)

    def backward(self, d):
        d = self.act.backward(d)
        dU, dx = self.inp.backward(d)
        dW, ds = self.rec.backward(d)
        return {"dx_t": dx, "ds_prev": ds, "dU": dU, "dW": dW, "dba": d.sum(1)[:, np.newaxis]}


def rnn_cell_forward(x_t, s_prev, parameters):
    step = Step(parameters)
    return (*step.forward(x_t, s_prev), step)

# %% rnn_forward
@dataclass
class Tape:
    steps: list

    def __len__(self):
        return len(self.steps)


def rnn_forward(x, s0, parameters):
    tape, states, outs, s = Tape([]), [], [], s0
    for x_t in np.moveaxis(x, 2, 0):
        s, y, step = rnn_cell_forward(x_t, s, parameters)
        states.append(s), outs.append(y), tape.steps.append(step)
    return np.dstack(states), np.dstack(outs), tape

# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    return cache.backward(ds_next)

# %% rnn_backward
def rnn_backward(ds, caches):
    back, grads, dx = 0.0, {}, []
    for own, step in zip(np.moveaxis(ds, 2, 0)[::-1], caches.steps[::-1]):
        g = rnn_cell_backward(own + back, step)
        back = g.pop("ds_prev")
        dx.append(g.pop("dx_t"))
        for k in g:
            grads[k] = grads.get(k, 0) + g[k]
    return {"dx": np.dstack(dx[::-1]), "ds0": back} | grads

# %% output_backward
class CrossEntropy:
    def __init__(self, probabilities, labels):
        self.p, self.y = probabilities, labels
        self.columns = np.arange(len(labels))

    def loss(self):
        return -np.log(self.p[self.y, self.columns]).mean()

    def gradient(self):
        d = np.array(self.p)
        d[self.y, self.columns] -= 1.0
        return d / len(self.y)


def output_backward(out_pred, labels, s, V):
    layer = Affine(V)
    layer.forward(s)
    dz = CrossEntropy(out_pred, labels).gradient()
    dV, ds = layer.backward(dz)
    return {"ds": ds, "dV": dV, "dby": dz.sum(1)[:, np.newaxis]}

# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, tape = rnn_forward(x, s0, parameters)
    loss, ds, dV, dby = 0, [], 0, 0
    for t, l in enumerate(labels.T):
        loss += CrossEntropy(y[:, :, t], l).loss()
        g = output_backward(y[:, :, t], l, s[:, :, t], parameters["V"])
        ds.append(g["ds"])
        dV, dby = dV + g["dV"], dby + g["dby"]
    return loss, {**rnn_backward(np.dstack(ds), tape), "dV": dV, "dby": dby}
