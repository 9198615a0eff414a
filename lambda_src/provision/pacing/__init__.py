"""Keeps the calls of all containers together within Amazon Connect's quota."""
