# %%
from IPython.display import clear_output

print("gone", flush=True)
clear_output()
print("stays")
# %%
print("replaced", flush=True)
clear_output(wait=True)
print("replacement")
# %%
print("stays, for nothing follows", flush=True)
clear_output(wait=True)
