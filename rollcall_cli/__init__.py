"""The operator's command line, `scripts/rollcall`: what became of an upload, and what to do about it."""
