"""Reads an upload: from bytes to the rows of an agent directory. Pure but for the stream it reads."""
