"""Files as spreadsheets, consoles and HR systems write them, and what each must give."""

from __future__ import annotations

from tests.unit.ingest.reading.real_world.console import CONSOLE
from tests.unit.ingest.reading.real_world.excel import EXCEL
from tests.unit.ingest.reading.real_world.flawed import FLAWED
from tests.unit.ingest.reading.real_world.hr_exports import HR_EXPORTS
from tests.unit.ingest.reading.real_world.other_spreadsheets import OTHER_SPREADSHEETS
from tests.unit.ingest.reading.real_world.plain import PLAIN

FILES = [*CONSOLE, *EXCEL, *OTHER_SPREADSHEETS, *HR_EXPORTS, *FLAWED, *PLAIN]
