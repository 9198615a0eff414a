"""What can go wrong before Terraform itself runs."""


class TerraformSetupError(Exception):
    """Terraform cannot be run or set up; the message says what is missing and what to do."""
