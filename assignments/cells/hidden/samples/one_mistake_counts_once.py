# %% rnn_cell_forward
def rnn_cell_forward(x_t, s_prev, parameters):
    U, W, V = parameters["U"], parameters["W"], parameters["V"]
    out_pred = softmax(V @ s_prev + parameters["by"])
    s_next = np.tanh(U @ x_t + W @ s_prev + parameters["ba"])
    return s_next, out_pred, (s_next, s_prev, x_t, parameters)
