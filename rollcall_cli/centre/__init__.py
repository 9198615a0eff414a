"""A contact centre as Amazon Connect has it: the model, what reads it, and what its flows say."""
