# %%
from IPython.display import HTML, JSON, Latex, Markdown, display

display("shown", 1)
HTML("<b>bold</b>")
# %%
display(Markdown("*emphasis*"), Latex("$x$"), JSON({"a": [1, None]}))
# %%
handle = display("first", display_id="same")
display("between")
handle.update("second")


# %%
class Rich:
    def _repr_html_(self):
        return "<i>rich</i>"

    def __repr__(self):
        return "plain"


Rich()
# %%
display({"text/plain": "raw"}, raw=True, metadata={"a": 1})
