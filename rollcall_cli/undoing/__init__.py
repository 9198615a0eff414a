"""Takes an import back, by a directory that says what its agents wanted before."""
