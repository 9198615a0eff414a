"""Rollcall on local AWS: `make up`, `make down` and `make demo`."""
