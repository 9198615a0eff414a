"""What can go wrong while a package is built."""


class BuildError(Exception):
    """A package cannot be built; the message says which file or pin is wrong and what to do."""
