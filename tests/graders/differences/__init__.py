"""Backwards made of central differences, one module for each assignment.

Each function stands in for the exercise of its name, beside right functions for all others; their
caches are the reference's.
"""
