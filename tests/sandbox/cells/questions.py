# %%
input("name? ")
