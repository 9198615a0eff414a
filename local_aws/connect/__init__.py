"""Amazon Connect on this machine: a moto backend that behaves as the service does.

``install`` puts it into moto for tests in process; ``wsgi_app`` serves it; ``controls`` makes it slow, full or
faulty. docs/decisions says why it exists.
"""

from local_aws.connect.api.authorisation import Authorise, Denial
from local_aws.connect.app import install, wsgi_app
from local_aws.connect.controls import Controls, controls

__all__ = ["Authorise", "Controls", "Denial", "controls", "install", "wsgi_app"]
