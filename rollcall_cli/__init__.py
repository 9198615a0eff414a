"""The operator's command, `rollcall`: what became of an upload, and what to do about it."""

from rollcall_cli.shared_code import make_importable

make_importable()
