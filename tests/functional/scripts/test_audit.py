"""What `make audit` makes of what OSV says, and of silence."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scripts.audit import PROJECT, all_pins, main

HASH = f"--hash=sha256:{'0' * 64}"
PINS = f"old-thing==1.0 {HASH}\nsound-thing==2.0 {HASH}\n"
WEAKNESS = {
    "id": "PYSEC-2026-1",
    "aliases": ["CVE-2026-1"],
    "summary": "Lets anybody in",
    "affected": [
        {
            "package": {"name": "old-thing", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}

Answer = Callable[[dict[str, Any]], tuple[int, bytes]]


class Osv(ThreadingHTTPServer):
    """OSV on loopback, which answers as a test says."""

    answer: Answer

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1/query"


class _Handler(BaseHTTPRequestHandler):
    server: Osv

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, body = self.server.answer(question)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is http.server's
        """Keep the tests' output clean."""


@pytest.fixture
def osv() -> Iterator[Osv]:
    with Osv(("127.0.0.1", 0), _Handler) as server:
        server.answer = lambda _: (200, b"{}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def pins(tmp_path: Path) -> str:
    path = tmp_path / "pins.txt"
    path.write_text(PINS)
    return str(path)


def _knows_of_one(question: dict[str, Any]) -> tuple[int, bytes]:
    known = question["package"]["name"] == "old-thing" and question["version"] == "1.0"
    return 200, json.dumps({"vulns": [WEAKNESS]} if known else {}).encode()


def test_a_weakness_fails_it_and_is_named(osv: Osv, pins: str, capsys: pytest.CaptureFixture[str]) -> None:
    osv.answer = _knows_of_one

    assert main([pins, "--osv", osv.address]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "old-thing 1.0: PYSEC-2026-1, CVE-2026-1, fixed in 1.1",
        "packages asked about: 2, known weaknesses: 1",
    ]


def test_none_known_passes(osv: Osv, pins: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([pins, "--osv", osv.address, "--required"]) == 0
    assert capsys.readouterr().out == "packages asked about: 2, known weaknesses: 0\n"


def test_without_a_network_one_line_says_that_nothing_is_known(pins: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = f"http://127.0.0.1:{gone.getsockname()[1]}/v1/query"

    assert main([pins, "--osv", address]) == 0
    assert main([pins, "--osv", address, "--required"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    first, second = printed.err.splitlines()
    assert first == second
    assert first.startswith(f"not audited: {address} is out of reach: ")


@pytest.mark.parametrize(
    ("status", "body"), [(503, b""), (403, b"{}"), (200, b"<html>Blocked by your company</html>"), (200, b"[]")]
)
def test_a_proxy_that_answers_for_osv_is_not_believed(
    osv: Osv, pins: str, status: int, body: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    osv.answer = lambda _: (status, body)

    assert main([pins, "--osv", osv.address]) == 0
    assert main([pins, "--osv", osv.address, "--required"]) == 1
    assert all(line.startswith("not audited: ") for line in capsys.readouterr().err.splitlines())


def test_an_answer_that_breaks_off_is_no_good_news(osv: Osv, pins: str, capsys: pytest.CaptureFixture[str]) -> None:
    osv.answer = lambda question: (200, b"{}") if question["package"]["name"] == "pip" else (500, b"")

    assert main([pins, "--osv", osv.address]) == 1
    assert capsys.readouterr().err.startswith("the audit broke off: ")


def test_pins_without_hashes_are_no_pins(osv: Osv, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "loose.txt").write_text("old-thing>=1\n")

    assert main([str(tmp_path / "loose.txt"), "--osv", osv.address]) == 1
    assert "the audit broke off: " in capsys.readouterr().err


def test_what_the_functions_and_the_tools_are_made_of_is_asked_about() -> None:
    names = {path.relative_to(PROJECT).as_posix() for path in all_pins(PROJECT)}

    assert {f"lambda_src/requirements/{path.stem}.txt" for path in PROJECT.glob("lambda_src/requirements/*.in")} < names
    assert {"requirements/dev.txt", "requirements/policy-scan.txt"} < names
    assert all((PROJECT / name).is_file() for name in names)
