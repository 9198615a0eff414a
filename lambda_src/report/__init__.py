"""The report function: writes the report of an import whose agents are all done, and finishes the import."""
