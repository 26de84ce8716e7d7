# %%
import inspect
from dataclasses import dataclass


@dataclass
class Point:
    x: float


Point(1.0)
# %%
print(inspect.getsource(Point))
# %%
__name__
# %%
import pickle

pickle.loads(pickle.dumps(Point(2.0)))
# %%
import logging

logging.warning("logged")
