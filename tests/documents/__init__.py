"""The commands that documents show, and what becomes of each in the tests."""
