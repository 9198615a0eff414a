"""Files that only look like staff, and must stay plain files."""

from __future__ import annotations

import gzip
import json

from tests.unit.ingest.reading.real_world.exports.export import Export, text_of


def plain(name: str, content: str | bytes, key: str = "file.csv") -> Export:
    return Export(
        f"plain: {name}",
        "a file that lists no staff",
        content.encode() if isinstance(content, str) else content,
        "file",
        key=key,
    )


NOT_STAFF = [
    plain(
        "a price list", text_of("Article,Description,Price", [["4711", "Headset", "49.90"], ["4712", "Desk", "310.00"]])
    ),
    plain(
        "a price list in German",
        text_of("Artikel,Bezeichnung,Preis", [["4711", "Headset", "49,90"]], separator=";").encode("cp1252"),
    ),
    plain("countries", text_of("country,capital", [["France", "Paris"], ["Peru", "Lima"]])),
    plain(
        "queue metrics",
        text_of("Queue,Contacts queued,Contacts handled,Average handle time", [["Billing", "120", "117", "312"]]),
    ),
    plain(
        "contact records",
        text_of(
            "Contact ID,Channel,Initiation timestamp,Queue,Customer endpoint",
            [["1", "VOICE", "2026-11-22T09:00Z", "Billing", "+12065550199"]],
        ),
    ),
    plain("measurements", text_of("time,sensor,value", [["1700000000", "t1", "21.5"]])),
    plain("files and sizes", text_of("name,size,modified", [["a.txt", "120", "2026-11-22"]])),
    plain("songs", text_of("title,artist,album,year", [["Harbour", "The Quays", "Tide", "2019"]])),
    plain("host names", text_of("hostname,ip,mac,os", [["srv1", "192.0.2.10", "00:00:5e:00:53:01", "Linux"]])),
    plain("routes", text_of("route,stop,arrival", [["7", "Main St", "09:12"]])),
    plain(
        "a calendar",
        text_of(
            "Subject,Start Date,Start Time,End Date,Location",
            [["Stand-up", "11/22/2026", "09:00", "11/22/2026", "Room 2"]],
        ),
    ),
    plain("a configuration as JSON", json.dumps({"username": "svc", "timeout": 3}), "config.json"),
    plain("settings as INI", "[mail]\nhost = mail.example.com\nport = 25\n", "app.ini"),
    plain(
        "a log of logins",
        "2026-11-22 09:00:01 INFO user mellwood logged in\n2026-11-22 09:00:02 INFO password check ok, 12 ms\n",
        "app.log",
    ),
    plain(
        "a log of web requests",
        '192.0.2.1 - - [22/Nov/2026:09:00:01 +0000] "GET /login HTTP/1.1" 200 512\n',
        "access.log",
    ),
    plain(
        "a log with commas",
        "09:00:01,000 INFO login, user=mellwood, ok\n09:00:02,000 WARN password, expired, user=tlindqvist\n",
        "app.log",
    ),
    plain(
        "a letter about passwords",
        "Dear team,\nplease change your password, your PIN, and tell nobody.\nYours, Noor\n",
        "letter.txt",
    ),
    plain(
        "a manual",
        "Username, password and e-mail are asked for at the first login.\nThe agent types them, then waits.\n",
        "manual.txt",
    ),
    plain(
        "a manual in German",
        "Benutzername, Passwort und E-Mail werden beim ersten Login abgefragt.\nDanach nie mehr.\n",
        "anleitung.txt",
    ),
    plain(
        "minutes of a meeting",
        "Present: Mara, Tobias\nTopics: routing profile, security profiles, first name spelling\n",
        "minutes.txt",
    ),
    plain(
        "a prompt to be read out",
        "Welcome to Example, your call matters.\nPress one for billing, two for support.\n",
        "prompt.txt",
    ),
    plain("SSML", "<speak>Welcome, <break time='1s'/> please wait.</speak>", "prompt.ssml"),
    plain("source code", "def login(username, password, email):\n    return connect(username, password)\n", "login.py"),
    plain("SQL", "SELECT username, first_name, last_name, email FROM users WHERE active = 1;\n", "users.sql"),
    plain("HTML", "<html><body><form><input name='username'><input name='password'></form></body></html>", "form.html"),
    plain("XML", "<flow><block type='PlayPrompt' text='Hello, agent'/></flow>", "flow.xml"),
    plain("YAML", "agents:\n  - hours: weekdays\n    queue: Billing\n", "queues.yaml"),
    plain("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj\n", "staff.pdf"),
    plain("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "staff.png"),
    plain("a recording", b"RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00" + bytes(64), "prompt.wav"),
    plain(
        "a compressed price list",
        gzip.compress(text_of("Article,Price", [["4711", "49.90"]]).encode(), mtime=0),
        "prices.csv.gz",
    ),
    plain("nothing", b"", "empty.csv"),
    plain("a mark and nothing", b"\xef\xbb\xbf", "empty.csv"),
    plain("line ends alone", b"\r\n" * 40, "empty.csv"),
]
