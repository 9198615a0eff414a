"""The server process: one port for ministack, Amazon Connect and the admin API."""
