"""Who is in a class, and what comes from a learning management system."""
