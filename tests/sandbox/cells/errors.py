# %%
def divide(a, b):
    return a / b
# %%
def caller(value):
    return divide(value, 0)


print("before")
caller(1)
# %%
undefined_name
# %%
def broken(:
    pass
# %%
import numpy as np

np.ones(3) @ np.ones(4)
# %%
try:
    {}["key"]
except KeyError as error:
    raise ValueError("caused") from error
# %%
class Own(Exception):
    def __str__(self):
        return "own message\nwith two lines"


raise Own
# %%
  indented = 1
# %%
assert 1 == 2, "message"
# %%
def deep(n):
    return deep(n - 1) if n else 1 / 0


deep(20)
