"""Takes up what got stuck, and deletes what has had its time: an hourly function."""
