# %% combine
def combine(earlier, later):
    return earlier[0] * later[0], earlier[1] * later[0] + later[1]

# %% parallel_scan
def parallel_scan(a, b):
    reach = 1
    while reach < a.shape[-1]:
        A, B = combine((a[..., :-reach], b[..., :-reach]), (a[..., reach:], b[..., reach:]))
        a, b = np.append(a[..., :reach], A, axis=-1), np.append(b[..., :reach], B, axis=-1)
        reach = reach + reach
    return b
