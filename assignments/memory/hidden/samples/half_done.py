# %% one_hot
def one_hot(tokens, size):
    columns = np.zeros((size, *tokens.shape))
    for row, line in enumerate(tokens):
        for step, token in enumerate(line):
            if token < 0 or token >= size:
                raise ValueError(f"no such token: {token}")
            columns[token, row, step] = 1.0
    return columns
