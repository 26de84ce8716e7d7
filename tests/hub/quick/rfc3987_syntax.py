"""Kept out of the tests' servers: compiling its grammar takes each of them two seconds."""

raise ImportError(__doc__)
