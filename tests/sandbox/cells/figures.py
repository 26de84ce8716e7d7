# %%
%matplotlib inline
import matplotlib.pyplot as plt
# %%
plt.plot([1, 2, 3]);
# %%
figure, axes = plt.subplots(figsize=(3, 2))
axes.set_title("$h_t = \\tanh(W h_{t-1})$")
axes.plot([0, 1], label="loss")
axes.legend();
# %%
for _ in range(2):
    plt.figure(figsize=(1, 1))
    plt.show()
print("after")
# %%
figure
# %%
plt.imshow([[1, 2], [3, 4]])
plt.colorbar()
plt.show()
