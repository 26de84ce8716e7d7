# %%
import warnings

warnings.warn("careful")
# %%
import numpy as np

np.array([1.0]) / 0


# %%
def deprecated():
    warnings.warn("old", DeprecationWarning, stacklevel=2)


deprecated()
