"""
function = "chain_cost"
says = "In reverse mode you keep the size of the input in every product; what stays there is the size of the output, the last of dims. It is right only for forward mode."
right = []
named = [
    "chain_cost.forward_in_both_modes",
]
"""

def chain_cost(dims, mode):
    if mode not in ("forward", "reverse"):
        raise ValueError(f"unknown mode {mode!r}")
    K = len(dims) - 1
    cost = 0
    if mode == "forward":
        for l in range(2, K + 1):
            cost += dims[l] * dims[l - 1] * dims[0]
    else:
        for l in range(K - 1, 0, -1):
            cost += dims[l + 1] * dims[l] * dims[0]
    return cost
