# %% rnn_loss_and_gradients
def rnn_loss_and_gradients(x, labels, s0, parameters):
    history = [rnn_forward(x, s0, parameters)]
    for step in history:
        history.append(np.ones((2000, 2000)) * step[0].sum())
    return history[-1]
