"""A script in an answer in words."""
# stopped by: cleaning

TEXT = "My answer. <script>alert(1)</script>"
