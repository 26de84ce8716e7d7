"""What a class has not understood, on one page for the staff."""
