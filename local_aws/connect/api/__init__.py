"""From an HTTP request to an operation and back, the same for every operation: checks, paging, errors, rates, tags."""
