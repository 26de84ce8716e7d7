"""
function = "chain_cost"
says = "You begin with an identity matrix and count its product with the first Jacobian, one product too many; and a wrong mode is taken for reverse without a word."
right = []
named = [
    "chain_cost.one_product_too_many",
]
"""

def chain_cost(dims, mode):
    sizes = list(dims) if mode == "forward" else list(reversed(dims))
    first = sizes[0]
    return sum(first * a * b for a, b in zip(sizes[:-1], sizes[1:]))
