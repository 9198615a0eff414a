"""Instances and what is set on an instance as a whole."""
