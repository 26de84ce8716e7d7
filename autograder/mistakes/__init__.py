"""Known mistakes: edits of the reference, each with a hint to the idea that is missing."""
