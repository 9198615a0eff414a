"""The columns of an agent directory, each declared once. `table.py` has them in their order. Pure."""
