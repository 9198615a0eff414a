"""Reads workbooks (.xlsx) as records of cells, in flat memory."""
