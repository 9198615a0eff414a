"""The domain that every function shares: agents, imports, passwords and the tables they live in.

Imports none of the function packages.
"""
