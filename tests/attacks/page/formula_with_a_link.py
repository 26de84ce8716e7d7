"""A formula in MathML that is a link to a script."""
# stopped by: cleaning

TEXT = "<math href='javascript:alert(1)'><mi>x</mi></math>"
