"""How imports take turns: the stream alone would have one wait for all that was uploaded before it."""
