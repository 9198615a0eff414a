"""Contact flows and prompts."""
