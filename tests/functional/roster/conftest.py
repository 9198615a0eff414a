"""The contact centre of provision's tests: what is retried has been provisioned before."""

from tests.functional.provision.conftest import centre

__all__ = ["centre"]
