# %% - test_softmax
# %% - test_rnn_cell_forward
# %% - test_rnn_forward
# %% - test_rnn_cell_backward
# %% - test_rnn_backward
# %% - test_output_backward
# %% - test_rnn_loss_and_gradients
