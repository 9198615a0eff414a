"""Entry of `scripts/rollcall`."""

from rollcall_cli.main import main

if __name__ == "__main__":
    main()
