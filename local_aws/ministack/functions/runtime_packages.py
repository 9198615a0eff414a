"""The packages that AWS's Python runtimes have besides the standard library."""

import importlib.util
from pathlib import Path

_NAMES = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3")


def link_packages(folder: Path) -> None:
    """Link the installed packages that AWS's runtime has into a folder, which functions get on their path.

    Raises:
        ModuleNotFoundError: One of them is not installed.
    """
    for name in _NAMES:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"{name}, which AWS's Python runtime holds, is not installed; run make setup")
        origin = Path(spec.origin)
        source = origin.parent if origin.name == "__init__.py" else origin
        link = folder / source.name
        link.unlink(missing_ok=True)
        link.symlink_to(source)
