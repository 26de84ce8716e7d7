"""What the service shows by HTTP."""
