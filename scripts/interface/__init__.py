"""The interface that Rollcall's version number is about, and how it may change.

    python -m scripts.interface            says what has changed since the release, and what that asks for
    python -m scripts.interface --store    stores the interface as that of the version in pyproject.toml

What is released is kept in `docs/interface.json`. Read by the contract test of the interface and by `make interface`.
"""
