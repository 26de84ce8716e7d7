"""What a learner may write to run a script in the browser of whoever reads it."""

from __future__ import annotations

ALERT = "javascript:alert(1)"
TAG = "<img src=x onerror=alert(1)>"
LINKS = [
    f"[a]({ALERT})", "[a](JaVaScRiPt:alert(1))", f"[a](\n{ALERT})", f"[a](<{ALERT}>)",
    "[a](&#106;avascript:alert(1))", "[a](javascript&colon;alert(1))", "[a](java&Tab;script:x)",
    "[a](java&#10;script:x)", f"[a](\x01{ALERT})", "[a](<\x01java\tscript:x>)",
    f"[a](&#1;{ALERT})", f"[a][b]\n\n[b]: {ALERT}", f"[c]\n\n[c]:\n  {ALERT}",
    f"[d]\n\n[d]: <{ALERT}>", f"> [e]: {ALERT}\n\n[e]", f"<{ALERT}>", f"![a]({ALERT})",
    f"[![i](x)]({ALERT})", "[a](vbscript:x)", "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)", "[a](file:///etc/passwd)",
    f"[a](\u200b{ALERT})", f"| a |\n|---|\n| [x]({ALERT}) |", f"- [ ] [x]({ALERT})",
    "[a](" + "&Tab;" * 300 + f"{ALERT})",
]  # fmt: skip
TAGS = [
    TAG, "<script>alert(1)</script>", "<svg/onload=alert(1)>", "<!--x--><?x?><style>*{}</style>",
    "<div style='position:fixed;inset:0'>x", f"```mermaid\n{TAG}\n```",
    f"```&#109;ermaid\n{TAG}\n```", '[a](http://x "b\\" onmouseover=alert(1)")',
    '![a" onerror="alert(1)](x)',
]  # fmt: skip
FORMULAS = [
    rf"$\href{{{ALERT}}}{{x}}$", f"&#36;&#92;href{{{ALERT}}}{{x}}&#36;", f"${TAG}$",
    "$\\text{&lt;img src=x onerror=alert(1)&gt;}$", '$\\color{red" onclick="alert(1)}{x}$',
    # What is code or a formula here is none when feedback has turned the formulas into MathML.
    f"`` [x]({ALERT}) $``$", f"`` {TAG} $``$", f"$`$ [x]({ALERT}) $`$",
]  # fmt: skip
TEXTS = [*LINKS, *TAGS, *FORMULAS]

# Shows one output of each kind that a page would trust.
CODE = f"""
from IPython.display import HTML, Javascript, Latex, display
HERE = {TAG!r}
display(HTML(HERE + "<a href='{ALERT}' style='position:fixed' class='btn'>x</a>"))
display(HTML(HERE), metadata={{"text/html": {{"isolated": True}}}})
display(Latex(r"$\\href{{{ALERT}}}{{x}}$" + HERE))
display(Javascript("alert(1)"))
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg"
    "YGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="
)
wide = {{"image/png": {{"width": "1 onerror=alert(1)", "height": "1"}}}}
display({{"image/png": PIXEL}}, raw=True, metadata=wide)
display({{"image/png": PIXEL}}, raw=True, metadata={{"filenames": {{"image/png": "{ALERT}"}}}})
display({{"image/png": "x' onerror='alert(1)"}}, raw=True)
display({{"image/svg+xml": HERE, "application/x-odd": HERE, "text/markdown": HERE}}, raw=True)
print("\\x1b[31m" + HERE + "\\x1b]8;;{ALERT}\\x07x")
raise type(HERE, (Exception,), {{}})(HERE)
"""
