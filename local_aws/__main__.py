"""Makes `python -m local_aws` the command `local-aws`."""

from local_aws.server.command_line import main

if __name__ == "__main__":
    main()
