"""Everything that knows the API of Amazon Connect: calls and retries, users, names of the instance, parameters."""
