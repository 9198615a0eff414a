"""Custom vocabularies of Contact Lens, and which one is the default of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import in_use, invalid_request, not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.controls import controls
from local_aws.connect.resources import VOCABULARY, add, described, remove

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

_UNTIL = "_changes_at"
"""Member of a stored vocabulary that no answer shows: when, on the controls' clock, it is ready or gone."""

_REQUEST = "_request"
"""Member that has the client token of the request that made it."""


def _state(vocabulary: Document) -> str:
    if controls().clock() >= vocabulary[_UNTIL]:
        return "ACTIVE"
    return str(vocabulary["State"])


def _all(call: Call, contents: Contents) -> list[Document]:
    """Return the vocabularies, after those whose deletion has ended are forgotten."""
    for identifier, vocabulary in list(contents.vocabularies.items()):
        if vocabulary["State"] == "DELETE_IN_PROGRESS" and _state(vocabulary) == "ACTIVE":
            remove(call, contents, VOCABULARY, identifier)
    return list(contents.vocabularies.values())


def _find(call: Call) -> Document:
    contents = call.instance
    _all(call, contents)
    return VOCABULARY.find(contents, call.params["VocabularyId"])


def _answer(vocabulary: Document, state: str) -> Document:
    return {"VocabularyArn": vocabulary["Arn"], "VocabularyId": vocabulary["Id"], "State": state}


@operation("CreateVocabulary", differs="the content is kept unchecked; ready after `settle_seconds`")
def create_vocabulary(call: Call) -> Document:
    """Create a vocabulary; the same client token creates it once."""
    contents = call.instance
    token = call.get("ClientToken")
    for vocabulary in _all(call, contents):
        if token is not None and vocabulary[_REQUEST] == token:
            return _answer(vocabulary, _state(vocabulary))
    document: Document = {
        "Name": call.params["VocabularyName"],
        "LanguageCode": call.params["LanguageCode"],
        "Content": call.params["Content"],
        "State": "CREATION_IN_PROGRESS",
        _UNTIL: controls().clock() + controls().settle_seconds,
        _REQUEST: token,
    }
    return _answer(add(call, contents, VOCABULARY, document), "CREATION_IN_PROGRESS")


@operation("DescribeVocabulary")
def describe_vocabulary(call: Call) -> Document:
    """Describe a vocabulary."""
    vocabulary = _find(call)
    return {"Vocabulary": {**described(call, VOCABULARY, vocabulary), "State": _state(vocabulary)}}


@operation("DeleteVocabulary", differs="still described for `settle_seconds`")
def delete_vocabulary(call: Call) -> Document:
    """Delete a vocabulary that is no language's default."""
    vocabulary = _find(call)
    if vocabulary["Id"] in call.instance.default_vocabularies.values():
        raise in_use("Vocabulary", vocabulary["Id"], "the default of its language")
    vocabulary["State"] = "DELETE_IN_PROGRESS"
    vocabulary[_UNTIL] = controls().clock() + controls().settle_seconds
    return _answer(vocabulary, "DELETE_IN_PROGRESS")


@operation("SearchVocabularies")
def search_vocabularies(call: Call) -> Document:
    """Search an instance's vocabularies by state, language and beginning of the name."""
    state, language, start = call.get("State"), call.get("LanguageCode"), call.get("NameStartsWith", "")
    items = [
        {**item, "State": _state(item)}
        for item in _all(call, call.instance)
        if state in (None, _state(item)) and language in (None, item["LanguageCode"]) and item["Name"].startswith(start)
    ]
    return page(call, "VocabularySummaryList", items)


@operation("AssociateDefaultVocabulary")
def associate_default_vocabulary(call: Call) -> None:
    """Make a vocabulary the default of its language; without one the language has no default."""
    contents = call.instance
    language, identifier = call.params["LanguageCode"], call.get("VocabularyId")
    if not identifier:
        contents.default_vocabularies.pop(language, None)
        return
    vocabulary = _find(call)
    if vocabulary["LanguageCode"] != language:
        raise not_found(f"Vocabulary of the language {language}", identifier)
    if _state(vocabulary) != "ACTIVE":
        raise invalid_request(f"Vocabulary {identifier} is not ACTIVE")
    contents.default_vocabularies[language] = identifier


@operation("ListDefaultVocabularies")
def list_default_vocabularies(call: Call) -> Document:
    """List the languages' default vocabularies."""
    contents, wanted = call.instance, call.get("LanguageCode")
    items = [
        {
            "InstanceId": contents.id,
            "LanguageCode": language,
            "VocabularyId": identifier,
            "VocabularyName": contents.vocabularies[identifier]["Name"],
        }
        for language, identifier in contents.default_vocabularies.items()
        if wanted in (None, language)
    ]
    return page(call, "DefaultVocabularyList", items, key=lambda item: str(item["LanguageCode"]))
