# %%
raise SystemExit
# %%
import sys

sys.exit("with a message")
# %%
raise KeyboardInterrupt
# %%
print("still here")
