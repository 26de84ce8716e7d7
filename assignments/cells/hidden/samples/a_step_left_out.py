# %% rnn_cell_backward
def rnn_cell_backward(ds_next, cache):
    raise NotImplementedError()
