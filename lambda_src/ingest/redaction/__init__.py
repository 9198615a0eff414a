"""Replaces uploads that carried passwords by copies without them."""
