"""Runs the command: `python -m rollcall_cli`, which `scripts/rollcall` does."""

from rollcall_cli.main import main

if __name__ == "__main__":
    main()
