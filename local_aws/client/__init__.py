"""What tests and tools use of a local AWS: starting one, reaching it, and its admin API. Standard library only."""

from local_aws.client.admin import AdminError, Controls
from local_aws.client.process import LocalAws, LocalAwsError

__all__ = ["AdminError", "Controls", "LocalAws", "LocalAwsError"]
