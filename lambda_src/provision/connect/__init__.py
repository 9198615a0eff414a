"""All that knows the API of Amazon Connect."""
