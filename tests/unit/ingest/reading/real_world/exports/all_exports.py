"""All exports, source by source."""

from __future__ import annotations

from typing import Final

from tests.unit.ingest.reading.real_world.exports.active_directory import ACTIVE_DIRECTORY
from tests.unit.ingest.reading.real_world.exports.cell_values import CELL_VALUES
from tests.unit.ingest.reading.real_world.exports.code_pages import CODE_PAGES
from tests.unit.ingest.reading.real_world.exports.connect_console import CONNECT_CONSOLE
from tests.unit.ingest.reading.real_world.exports.contact_centres import CONTACT_CENTRES
from tests.unit.ingest.reading.real_world.exports.csvde import CSVDE_EXPORTS
from tests.unit.ingest.reading.real_world.exports.entra import ENTRA
from tests.unit.ingest.reading.real_world.exports.export import Export
from tests.unit.ingest.reading.real_world.exports.google_and_ldap import GOOGLE_AND_LDAP
from tests.unit.ingest.reading.real_world.exports.hand_kept import HAND_KEPT, HAND_KEPT_ELSEWHERE
from tests.unit.ingest.reading.real_world.exports.hr_systems import HR_SYSTEMS
from tests.unit.ingest.reading.real_world.exports.hr_systems_by_country import HR_SYSTEMS_BY_COUNTRY
from tests.unit.ingest.reading.real_world.exports.identity_providers import IDENTITY_PROVIDERS
from tests.unit.ingest.reading.real_world.exports.joined_exports import JOINED_EXPORTS
from tests.unit.ingest.reading.real_world.exports.layouts import LAYOUTS
from tests.unit.ingest.reading.real_world.exports.microsoft_365 import MICROSOFT_365
from tests.unit.ingest.reading.real_world.exports.microsoft_graph import MICROSOFT_GRAPH
from tests.unit.ingest.reading.real_world.exports.not_staff import NOT_STAFF
from tests.unit.ingest.reading.real_world.exports.password_columns import PASSWORD_COLUMNS
from tests.unit.ingest.reading.real_world.exports.password_lists import PASSWORD_LISTS
from tests.unit.ingest.reading.real_world.exports.phone_cells import PHONE_CELLS
from tests.unit.ingest.reading.real_world.exports.whole_names import WHOLE_NAMES
from tests.unit.ingest.reading.real_world.exports.workbooks import WORKBOOKS

EXPORTS: Final[list[Export]] = [
    *CONNECT_CONSOLE,
    *ACTIVE_DIRECTORY,
    *CSVDE_EXPORTS,
    *ENTRA,
    *MICROSOFT_GRAPH,
    *MICROSOFT_365,
    *IDENTITY_PROVIDERS,
    *GOOGLE_AND_LDAP,
    *HR_SYSTEMS,
    *HR_SYSTEMS_BY_COUNTRY,
    *CONTACT_CENTRES,
    *HAND_KEPT,
    *HAND_KEPT_ELSEWHERE,
    *WHOLE_NAMES,
    *LAYOUTS,
    *JOINED_EXPORTS,
    *CODE_PAGES,
    *WORKBOOKS,
    *PASSWORD_COLUMNS,
    *PASSWORD_LISTS,
    *CELL_VALUES,
    *PHONE_CELLS,
    *NOT_STAFF,
]
