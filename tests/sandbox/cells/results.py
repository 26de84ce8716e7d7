# %%
1 + 1
# %%
None
# %%
"text"
# %%
[1, 2.5, {"a": (1, 2)}]
# %%
import numpy as np

np.arange(6.0).reshape(2, 3)
# %%
np.float64(0.5)
# %%
40 + 2
# %%
x = 3
# %%
lambda: 0
