"""What is remembered of the cells that repeat says the same as reading them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.cell_readers import cell_readers
from ingest.reading.facet_readers import RememberingReader, read_members
from ingest.reading.remarks import Remarks
from tests.deployment_rules import BRITISH

READERS = cell_readers(BRITISH)
NUMBERS = [
    "",
    " ",
    "n/a",
    "+442079460000",
    " '+442079460000",
    "020 7946 0000",
    "442079460000",
    "+4420",
    "4.42E+11",
    "x",
]
NAMES = ("phone type", "desk", "auto", "routing", "profiles", "hierarchy")
PHONE = [
    ("type", 0, READERS["phone_type"]),
    ("desk_phone_number", 1, READERS["desk_phone_number"]),
    ("auto_accept", 2, READERS["auto_accept"]),
]
OTHERS = [
    ("routing_profile", 3, READERS["routing_profile"]),
    ("security_profiles", 4, READERS["security_profiles"]),
    ("hierarchy", 5, READERS["user_hierarchy"]),
]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "soft", "desk", "cable"]),
        st.sampled_from(NUMBERS),
        st.sampled_from(["", "yes", "perhaps"]),
        st.sampled_from(["", "Sales", "Zo&euml;"]),
        st.sampled_from(["Agent", "Admin", "N/A"]),
        st.sampled_from(["", "A/B", "A//B"]),
    ),
    min_size=1,
    max_size=8,
)


@given(ROWS, st.sampled_from([(PHONE, OTHERS), (PHONE[:1], OTHERS), (PHONE[1:2], OTHERS[:1]), (PHONE, []), ([], [])]))
def test_rows_say_what_their_cells_say_in_the_order_of_the_columns(
    rows: list[tuple[str, ...]], columns: tuple[list[tuple[str, int, object]], list[tuple[str, int, object]]]
) -> None:
    phone, others = columns
    reader = RememberingReader(phone, others, NAMES, varying="desk_phone_number")  # type: ignore[arg-type]
    for cells in rows:
        remarks, plain = Remarks(NAMES), Remarks(NAMES)

        said = reader.read(cells, remarks)

        read = read_members(cells, phone, plain), read_members(cells, others, plain)  # type: ignore[arg-type]
        refused = {problem["column"] for problem in plain.problems}
        assert said == read or ("desk" in refused and said[0] == {**read[0], "desk_phone_number": None})
        assert (remarks.problems, remarks.warnings) == (plain.problems, plain.warnings)
