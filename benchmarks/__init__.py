"""Measures Rollcall against bars, each a ratio within one run: `make bench`. docs/benchmarks.md explains them."""
