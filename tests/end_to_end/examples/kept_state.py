"""An example that keeps its state in a bucket, as its `state.s3.tfbackend` says."""

from __future__ import annotations

import re
from typing import Any

from tests.end_to_end.example import Example

BACKEND = "state.s3.tfbackend"


class WithKeptState(Example):
    """One whose backend is Amazon S3: local AWS has the bucket."""

    def stage(self) -> None:
        """Copy and initialise it, and then again with the backend that it is written with."""
        super().stage()
        self.s3.create_bucket(Bucket=self.place["bucket"])
        (self.root / "backend_override.tf").unlink()
        # Terraform's backend takes these for switched on whatever they say.
        for name in ("AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"):
            self._environment.pop(name)
        # Local AWS has no host for each bucket.
        self.terraform("init", "-reconfigure", f"-backend-config={BACKEND}", "-backend-config=use_path_style=true")

    @property
    def s3(self) -> Any:
        """A client of the administrator's."""
        return self.client("s3")

    @property
    def place(self) -> dict[str, str]:
        """What the example's file says of the backend: bucket, key, region."""
        return dict(re.findall(r'^(\w+) += "(.+)"$', (self.root / BACKEND).read_text("utf-8"), re.MULTILINE))
