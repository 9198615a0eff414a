"""Builds the operator's command as a package; pyproject.toml says what it is made of."""

import shutil

from setuptools import setup
from setuptools.command.build_py import build_py


class FreshBuild(build_py):
    """Starts from an empty folder.

    A build in a checkout leaves its files in `build/lib`, and setuptools packs whatever lies there: after a module has
    become a package, or the other way round, the old one would be packed too and might be imported in its place.
    """

    def run(self) -> None:
        """Copy the modules."""
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


setup(cmdclass={"build_py": FreshBuild})
