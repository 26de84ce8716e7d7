# %%
import sys

print("one")
print("two", flush=True)
print("warning", file=sys.stderr, flush=True)
print("three")
# %%
sys.stdout.write("no line end")
# %%
for number in range(3):
    print(number, end=" ")
