"""Phone numbers and the contact flows that they lead to."""
