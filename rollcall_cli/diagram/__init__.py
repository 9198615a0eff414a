"""A contact centre as a picture: numbers, flows, queues, routing profiles, agents."""
