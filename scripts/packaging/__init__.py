"""Builds the zip of one Lambda function from its sources and its pins."""
