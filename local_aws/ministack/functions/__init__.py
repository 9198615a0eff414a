"""Running Lambda functions as AWS runs them, where ministack does it otherwise."""
