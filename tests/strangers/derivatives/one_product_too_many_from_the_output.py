"""
function = "chain_cost"
says = "K Jacobians take K - 1 products. In reverse mode you also count one for J(K) itself, as if it was multiplied with a square matrix first. That is right only for a seed of as many rows as the output, which nobody needs here."
right = []
named = [
    "chain_cost.last_jacobian_counted_as_a_product",
]
"""

def chain_cost(dims, mode):
    dims = list(dims)
    if mode == "forward":
        rows_kept, rest = dims[0], dims[1:]
    elif mode == "reverse":
        rows_kept, rest = dims[-1], dims[::-1]
    else:
        raise ValueError(f"mode {mode!r} is neither forward nor reverse")
    return sum(rows_kept * q * r for q, r in zip(rest, rest[1:]))
