"""A headless Chromium that is told what to do over a pipe: the DevTools protocol, and nothing to install but Chromium.

The protocol is https://chromedevtools.github.io/devtools-protocol/; with `--remote-debugging-pipe` its messages are
JSON documents, each followed by a NUL, on file descriptors 3 (to the browser) and 4 (from it).
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from tests.processes import end_well

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

_SECONDS: Final = 60

_KEYS: Final = {"Enter": ("Enter", 13, "\r"), " ": ("Space", 32, " "), "Tab": ("Tab", 9, "")}
"""By `KeyboardEvent.key`: its code, its number on Windows, and what it types."""


class Page:
    """One tab, and everything that it asked the network for or wrote on its console."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def open(self, url: str, *, width: int = 1280, height: int = 900, **media: str) -> None:
        """Open an address, as wide as a device, and wait until it is loaded."""
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self.send("Emulation.setEmulatedMedia", features=features)
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.events.clear()
        self.send("Page.navigate", url=url)
        deadline = time.monotonic() + _SECONDS
        while not self.happened("Page.loadEventFired"):
            self._receive(deadline)

    def evaluate(self, expression: str) -> Any:
        """Return what an expression gives in the page, awaiting promises."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def resize(self, width: int, height: int = 900) -> None:
        """Make the window another size, and wait until the page is laid out for it."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.settle()

    def paper(self, is_paper: bool) -> None:
        """Show the page as it is printed, or as on a screen again."""
        self.send("Emulation.setEmulatedMedia", media="print" if is_paper else "")
        self.settle()

    def settle(self) -> None:
        """Wait until what the page does before it is painted is done."""
        self.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")

    def press(self, key: str) -> None:
        """Press a key and let it go; the page gets what a keyboard sends."""
        code, number, text = _KEYS[key]
        about = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **about)
        self.send("Input.dispatchKeyEvent", type="keyUp", **about)

    def screenshot(self, *, whole: bool = False) -> bytes:
        """Return what is to be seen as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", captureBeyondViewport=whole)["data"])

    def happened(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of all events of a kind since the page was opened."""
        return [event["params"] for event in self.events if event["method"] == method]

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + _SECONDS
        while True:
            answer = self._receive(deadline)
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result

    def _receive(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "Chromium did not answer in time"
            read = os.read(self._from, 1 << 20)
            assert read, "Chromium ended"
            self._buffer += read
        document, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(document)
        if "method" in message:
            self.events.append(message)
        return message


@contextmanager
def chromium(profile: Path) -> Iterator[Page]:
    """Run Chromium with an empty profile; nothing of it is left afterwards."""
    assert CHROMIUM is not None
    to_browser, from_browser = os.pipe(), os.pipe()
    command = [
        *(CHROMIUM, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={profile}", "--hide-scrollbars"),
        *("--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"),
        # The sandbox refuses to run as root, as in a container; the page is our own.
        *(("--no-sandbox",) if os.geteuid() == 0 else ()),
    ]

    def pipes() -> None:
        # Copies first: a pipe's own number may be 3 or 4.
        ends = os.dup(to_browser[0]), os.dup(from_browser[1])
        for number, end in zip((3, 4), ends, strict=True):
            os.dup2(end, number)

    process = subprocess.Popen(
        command,
        preexec_fn=pipes,
        close_fds=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that what it starts ends with it
    )
    os.close(to_browser[0])
    os.close(from_browser[1])
    try:
        yield Page(to_browser[1], from_browser[0])
    finally:
        os.close(to_browser[1])
        os.close(from_browser[0])
        with suppress(subprocess.TimeoutExpired):  # then it is killed
            end_well(process, 10, signal.SIGTERM)
