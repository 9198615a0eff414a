"""A Connect client of an SDK that does not know settings by channel: those of botocore below 1.42.46."""

from __future__ import annotations

import copy
from typing import Any

from botocore.loaders import create_loader
from botocore.session import Session

from provision.connect.retries import CLIENT_OPTIONS
from roster.clients import aws_session, build_client
from roster.connect_users import LISTS
from tests.functional.provision.wire import begin_with


class _OldModels:
    """botocore's models, without what is newer of Connect."""

    def __init__(self) -> None:
        self._loader = create_loader()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def load_service_model(self, service: str, kind: str, api_version: str | None = None) -> Any:
        model = self._loader.load_service_model(service, kind, api_version)
        if (service, kind) != ("connect", "service-2"):
            return model
        old = copy.deepcopy(model)
        for shape in ("CreateUserRequest", "User"):
            for name in LISTS:
                del old["shapes"][shape]["members"][name]
        del old["operations"]["UpdateUserConfig"]
        return old


def old_connect_client() -> Any:
    """Make a Connect client as the function does, from an old SDK."""
    session = Session()
    session.register_component("data_loader", _OldModels())
    now = aws_session()
    begin_with(session)
    try:
        return build_client("connect", **CLIENT_OPTIONS)
    finally:
        begin_with(now)
