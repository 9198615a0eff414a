"""The report function: writes an import's report and finishes the import."""
