"""AWS on one local port: ministack for every service but Amazon Connect, which is a backend on moto."""
