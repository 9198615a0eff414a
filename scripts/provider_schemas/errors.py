"""What the package's modules raise."""


class SchemaError(ValueError):
    """A package that is made of the provider does not look as such packages do; the message says where."""
