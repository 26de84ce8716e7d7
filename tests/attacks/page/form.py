"""A form that asks the staff for a password."""
# stopped by: cleaning

TEXT = "<form action='http://127.0.0.1/'>Password: <input name=password></form>"
