"""Why a run on the environment's account does not begin, and what may go wrong once it has."""

import subprocess

from botocore.exceptions import BotoCoreError, ClientError

from scripts.terraform.errors import TerraformSetupError


class RefusedError(Exception):
    """Nothing was made; the message says why and what to do."""


FAILURES = (
    AssertionError,  # TerraformFailedError is one, and so is what did not come in time
    BotoCoreError,
    ClientError,
    RefusedError,  # credentials that are not good any more
    TerraformSetupError,
    TimeoutError,
    subprocess.TimeoutExpired,
)
"""What may go wrong once something is made: it is told, and everything is taken away all the same."""
