"""Takes passwords out of uploads."""
