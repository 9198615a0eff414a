"""One module for each command: `run` is the command, `EXAMPLES` stands below its help."""
