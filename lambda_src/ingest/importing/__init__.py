"""Brings a directory's rows into the agents table."""
