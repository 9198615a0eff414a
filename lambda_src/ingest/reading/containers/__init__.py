"""Tells files that are no text: workbooks, which are read, and others that may hold a list, which are told."""
