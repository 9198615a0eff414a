"""What an upload would do, found out by the code that would do it, without writing anything."""
