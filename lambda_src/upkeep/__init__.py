"""The upkeep function: every hour it tries again what failed or got stuck, and deletes expired passwords."""
