"""The queue by which agents that have to be tried again leave the stream, so that they hold up nobody else."""
