"""Attribute values that others may leave in a table, whatever they mean by them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

TEXTS = st.one_of(
    st.text(max_size=5), st.sampled_from(["9999-12-31T23:59:59.999Z", "2026-11-22T12:00:00", "PENDING", "#"])
)
NUMBERS = st.sampled_from(["0", "-1", "1", "1.5", "700", "1" + "0" * 125, "1E+125", "-1E-130", "9" * 38])
VALUES: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.one_of(
        TEXTS.map(lambda text: {"S": text}),
        NUMBERS.map(lambda number: {"N": number}),
        st.booleans().map(lambda value: {"BOOL": value}),
        st.just({"NULL": True}),
        st.binary(max_size=3).map(lambda value: {"B": value}),
        st.sets(TEXTS, min_size=1, max_size=2).map(lambda texts: {"SS": sorted(texts)}),
        st.just({"NS": ["1", "2.5"]}),
        st.just({"BS": [b"x"]}),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(lambda members: {"L": members}),
        st.dictionaries(st.sampled_from(["key", "sequencer", "line", "x"]), inner, max_size=3).map(lambda m: {"M": m}),
    ),
    max_leaves=4,
)
