"""Entry of `scripts/rollcall`."""

from scripts.cli.main import main

if __name__ == "__main__":
    main()
