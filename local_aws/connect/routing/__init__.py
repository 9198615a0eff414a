"""Hours of operation, queues, routing profiles and quick connects."""
