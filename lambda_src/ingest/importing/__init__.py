"""Imports agent directories: from rows to the agents table, with plans and password secrets."""
