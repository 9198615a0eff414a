"""Vocabularies, and which one is the default of a language."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect import Controls

CONTENT = "Phrase\tIPA\tSoundsLike\tDisplayAs\nLos-Angeles\t\t\tLos Angeles"


def create(site: Any, name: str = "places", language: str = "en-US", **further: Any) -> str:
    made = site("create_vocabulary", VocabularyName=name, LanguageCode=language, Content=CONTENT, **further)
    return str(made["VocabularyId"])


def listed(site: Any, **search: Any) -> list[str]:
    return sorted(item["Name"] for item in site("search_vocabularies", **search)["VocabularySummaryList"])


def test_a_vocabulary_takes_its_time(site: Any, knobs: Controls) -> None:
    knobs.settle_seconds = 2.0
    named = {"VocabularyId": create(site, Tags={"a": "b"})}
    assert site("describe_vocabulary", **named)["Vocabulary"]["State"] == "CREATION_IN_PROGRESS"
    knobs.sleep(2)
    vocabulary = site("describe_vocabulary", **named)["Vocabulary"]
    assert (vocabulary["State"], vocabulary["Content"], vocabulary["Tags"]) == ("ACTIVE", CONTENT, {"a": "b"})
    assert site("delete_vocabulary", **named)["State"] == "DELETE_IN_PROGRESS"
    assert site("describe_vocabulary", **named)["Vocabulary"]["State"] == "DELETE_IN_PROGRESS"
    assert listed(site, State="DELETE_IN_PROGRESS") == ["places"]
    knobs.sleep(2)
    assert site.refusal("describe_vocabulary", **named)[0] == "ResourceNotFoundException"
    assert listed(site) == []


def test_a_client_token_makes_one(site: Any) -> None:
    assert create(site, ClientToken="t") == create(site, ClientToken="t")
    again = {"VocabularyName": "places", "LanguageCode": "en-US", "Content": CONTENT, "ClientToken": "other"}
    # CreateVocabulary has no DuplicateResourceException.
    assert site.refusal("create_vocabulary", **again)[0] == "ResourceConflictException"


def test_a_search_asks_for_state_language_and_beginning(site: Any) -> None:
    create(site, "places")
    create(site, "people", "de-DE")
    create(site, "things")
    assert listed(site, NameStartsWith="p") == ["people", "places"]
    assert listed(site, LanguageCode="en-US") == ["places", "things"]
    assert listed(site, State="CREATION_FAILED") == []


def test_a_default_stays_until_the_language_has_another(site: Any) -> None:
    first, second = create(site, "first"), create(site, "second")
    site("associate_default_vocabulary", LanguageCode="en-US", VocabularyId=first)
    assert [item["VocabularyName"] for item in site("list_default_vocabularies")["DefaultVocabularyList"]] == ["first"]
    assert site.refusal("delete_vocabulary", VocabularyId=first)[0] == "ResourceInUseException"
    site("associate_default_vocabulary", LanguageCode="en-US", VocabularyId=second)
    site("delete_vocabulary", VocabularyId=first)
    site("associate_default_vocabulary", LanguageCode="en-US")
    assert site("list_default_vocabularies", LanguageCode="en-US")["DefaultVocabularyList"] == []
    site("delete_vocabulary", VocabularyId=second)


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"LanguageCode": "de-DE"}, "ResourceNotFoundException"),
        ({"LanguageCode": "xx-XX"}, "InvalidRequestException"),
        ({"LanguageCode": "en-US", "VocabularyId": "nothing"}, "ResourceNotFoundException"),
    ],
)
def test_a_default_must_fit(site: Any, params: dict[str, Any], code: str) -> None:
    vocabulary = create(site)
    assert site.refusal("associate_default_vocabulary", **{"VocabularyId": vocabulary, **params})[0] == code


def test_the_quota_of_vocabularies(site: Any, knobs: Controls) -> None:
    knobs.set_limit("vocabularies", 0)
    params = {"VocabularyName": "places", "LanguageCode": "en-US", "Content": CONTENT}
    assert site.refusal("create_vocabulary", **params)[0] == "ServiceQuotaExceededException"
