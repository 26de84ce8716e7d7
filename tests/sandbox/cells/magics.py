# %%
%precision 3
# %%
3.14159265
# %%
%precision
# %%
%%capture captured
print("hidden")
# %%
captured.stdout
# %%
%who_ls int
