"""The provision function: brings Amazon Connect's users to the state that the agents table wants."""
