# %% train
def train(model, task, steps, lr, max_norm, rng):
    current = {name: value.copy() for name, value in model["parameters"].items()}
    losses, norms = [], []
    for _ in range(steps):
        sentences = batches(task, 32, rng)
        loss, gradients = loss_and_gradients({"kind": model["kind"], "parameters": current}, *sentences)
        length = np.linalg.norm(np.concatenate([g.ravel() for g in gradients.values()]))
        for name in current:
            current[name] -= lr * gradients["d" + name]
        losses.append(loss)
        norms.append(length)
    trained = {"kind": model["kind"], "parameters": current}
    return {"model": trained, "losses": np.array(losses), "norms": np.array(norms)}
