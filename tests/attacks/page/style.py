"""A style sheet that covers the page and loads a picture from elsewhere."""
# stopped by: cleaning

TEXT = "<style>body{display:none;background:url(http://127.0.0.1/seen)}</style>"
