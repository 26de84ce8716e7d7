"""A drawing that runs a script when it has loaded."""
# stopped by: cleaning

TEXT = "<svg/onload=alert(1)><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>"
