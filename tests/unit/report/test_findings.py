"""Remarks are told once, with the rows that they are about."""

from __future__ import annotations

from report.findings import MAX_EXAMPLES, MAX_FINDINGS, Example, Findings
from tests.unit.report.imports import row_result


def test_rows_with_the_same_mistake_are_one_finding() -> None:
    findings = Findings()
    for number in range(2, 32):
        findings.add(row_result(number, "rejected", "is empty", column="last name"))

    [finding] = findings
    assert (finding.kind, finding.text, finding.count) == ("rejected", "last name: is empty", 30)
    assert finding.examples == [Example(number, f"agent{number}") for number in range(2, 2 + MAX_EXAMPLES)]


def test_the_most_urgent_comes_first_and_of_those_the_most_frequent() -> None:
    findings = Findings()
    findings.add(row_result(2, "created", "is long"))
    findings.add(row_result(3, "superseded", "taken over"))
    findings.add(row_result(4, "rejected", "one"))
    for number in (5, 6):
        findings.add(row_result(number, "rejected", "two", "three"))
    findings.add(row_result(7, "failed", "no such profile"))

    told = [(finding.kind, finding.message, finding.count) for finding in findings]

    assert told == [
        ("failed", "no such profile", 1),
        ("rejected", "two", 2),
        ("rejected", "three", 2),
        ("rejected", "one", 1),
        ("superseded", "taken over", 1),
        ("warning", "is long", 1),
    ]


def test_a_row_is_told_the_findings_that_it_went_to_and_their_numbers_stay() -> None:
    findings = Findings()
    told = [
        findings.add(row_result(2, "created", "is long")),
        findings.add(row_result(3, "rejected", "one", "two")),
        findings.add(row_result(4, "rejected", "two")),
        findings.add(row_result(5)),
    ]

    assert told == [[0], [1, 2], [2], []]
    assert [(finding.message, findings.number_of(finding)) for finding in findings] == [
        ("two", 2),
        ("one", 1),
        ("is long", 0),
    ]


def test_memory_stays_flat_however_many_mistakes_there_are() -> None:
    findings = Findings()
    for number in range(2, 2 + MAX_FINDINGS + 7):
        findings.add(row_result(number, "rejected", f"'{number}' can't be read"))

    assert len(list(findings)) == MAX_FINDINGS
    assert findings.others == {"rejected": 7}


def test_an_agent_that_the_file_does_not_list_has_no_line() -> None:
    findings = Findings()
    findings.add(row_result(900, "failed", "no", listed=False))

    assert [finding.examples for finding in findings] == [[Example(None, "agent900")]]
