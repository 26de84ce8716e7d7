# %% test_rnn_loss_and_gradients
check(rnn_loss_and_gradients)

# %% +
loss = 10
while loss > 0.1:
    rng = np.random.default_rng(0)
    loss = rng.uniform(0.5, 1)
