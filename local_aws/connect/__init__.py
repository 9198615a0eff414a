"""Amazon Connect on this machine: a moto backend that behaves as the service does.

``install`` puts it into moto, for tests in process; ``wsgi_app`` serves it over HTTP; ``controls`` sets rates, quotas
and delays, and injects faults.
"""

from local_aws.connect.api.authorisation import Authorise, Denial
from local_aws.connect.api.lookup import Exists
from local_aws.connect.app import install, wsgi_app
from local_aws.connect.controls import Controls, controls

__all__ = ["Authorise", "Controls", "Denial", "Exists", "controls", "install", "wsgi_app"]
