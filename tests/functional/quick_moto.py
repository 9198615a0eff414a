"""Has moto do once what it does anew for each call: the same answers for half of the processor time.

moto's DynamoDB answers most calls of these tests. It copies whole tables, with every record of their streams, for each
transaction, parses each expression two or three times over, and finds out for every part of one which parts are looked
at; its serializer finds out again for every member of every answer under which names a value might be. And it makes
the thousand answers for what calls AWS without botocore anew for each test. `test_quick_moto.py` holds the answers
against those of moto as it comes.
"""

from __future__ import annotations

import copy
import functools
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from moto.core import models as core_models
from moto.core import responses as core_responses
from moto.core import serialize
from moto.core.base_backend import BaseBackend
from moto.core.utils import get_value
from moto.dynamodb import models as dynamodb
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.dynamodb.parsing import validators
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser, Node
from moto.dynamodb.parsing.expressions import UpdateExpressionParser

from tests.functional.direct_dynamodb import DirectAnswers
from tests.functional.replaced import Changes, originals, replaced

_EXPRESSIONS = 512
"""Parsed expressions that are kept; each is looked for again within the same call, or for the next agent."""


def _kept_urls(find: Callable[[BaseBackend], dict[str, Any]]) -> Callable[[BaseBackend], dict[str, Any]]:
    """The URLs that a backend answers, which are those of its class."""
    by_class: dict[type[BaseBackend], dict[str, Any]] = {}

    def urls(backend: BaseBackend) -> dict[str, Any]:
        if (known := by_class.get(type(backend))) is None:
            known = by_class[type(backend)] = find(backend)
        return known

    return urls


def _pick(picker: serialize.XFormedAttributePicker, context: serialize.AttributePickerContext) -> Any:
    """Find a member's value as moto's picker does, with the names kept at the shape that has them."""
    value, given = None, context.obj
    names = _names(picker, context)
    if type(given) is not dict or not given.keys().isdisjoint(names):
        for name in names:
            value = get_value(given, name, serialize.MISSING)
            if value is not serialize.MISSING:
                break
        else:
            value = None
    if picker.response_transformers:
        path = f"{context.key_path}.{context.key}"
        for ending, transform in picker.response_transformers.items():
            if path.endswith(ending):
                return transform(value)
    return value


def _names(picker: serialize.XFormedAttributePicker, context: serialize.AttributePickerContext) -> tuple[str, ...]:
    """The names under which a member's value may be: they follow from its shape, its name and its owner's class."""
    known: dict[Any, tuple[str, ...]] = context.shape.__dict__.setdefault("_names_of_values", {})
    place = context.key, type(context.obj), tuple(picker.alias_providers)
    if (names := known.get(place)) is None:
        names = known[place] = tuple(dict.fromkeys(picker.get_possible_keys(context)))
    return names


def _copy_expression(what: Any) -> Any:
    """Copy what moto's validators copy; a parsed expression without `copy`, which is slow for a tree with parents."""
    if not isinstance(what, Node) or what.parent is not None:
        return copy.deepcopy(what)
    made = _copy_node(what, None)
    made.copied_from = what
    return made


def _count_once(count: Callable[[Any, Node], Node]) -> Callable[[Any, Node], Node]:
    """Check once for each expression that it has no clause twice, which looks through all below each of its nodes."""

    def count_once(validator: Any, node: Node) -> Node:
        origin = getattr(node, "copied_from", node)
        if not getattr(origin, "has_no_clause_twice", False):
            count(validator, node)
            origin.has_no_clause_twice = True
        return node

    return count_once


def _traverse(traverser: DepthFirstTraverser, root: Node) -> Node:
    """Process an expression from its leaves up, as moto does, with the kinds of nodes looked up once for all."""
    processors = tuple(traverser._processing_map().items())
    kinds = traverser.nodes_to_be_processed()
    # Most traversers have no use for the hook.
    before_child = None
    if type(traverser).pre_processing_of_child is not DepthFirstTraverser.pre_processing_of_child:
        before_child = traverser.pre_processing_of_child

    def process(node: Node, place: int) -> Node:
        parent = node.parent
        for number, child in enumerate(node.children or ()):
            if before_child is not None:
                before_child(node, number)
            if isinstance(child, Node):
                process(child, number)
        if isinstance(node, kinds):
            node = next(processor for kind, processor in processors if isinstance(node, kind))(node)
            node.parent = parent
            if parent:
                parent.children[place] = node
        return node

    return process(root, -1)


def _copy_node(node: Node, parent: Node | None) -> Node:
    made: Node = object.__new__(type(node))
    made.__dict__.update(node.__dict__, parent=parent)
    if node.children is not None:
        made.children = [
            _copy_node(one, made) if isinstance(one, Node) else copy.deepcopy(one) for one in node.children
        ]
    return made


def _parse_once(parse: Callable[[ConditionExpressionParser], Any]) -> Callable[[ConditionExpressionParser], Any]:
    """Keep what conditions were parsed to: nothing changes it, and a call parses it to check it and again to act."""
    kept: dict[str, tuple[Any, list[str], list[str]]] = {}

    def parse_once(parser: ConditionExpressionParser) -> Any:
        asked = repr(
            (parser.condition_expression, parser.expression_attribute_names, parser.expression_attribute_values)
        )
        if (found := kept.get(asked)) is None:
            found = parse(parser), parser.expr_attr_names_found, parser.expr_attr_values_found
            if len(kept) >= _EXPRESSIONS:
                kept.clear()
            kept[asked] = found
        condition, names, values = found
        parser.expr_attr_names_found, parser.expr_attr_values_found = list(names), list(values)
        return condition

    return parse_once


_written = threading.local()
"""Of the thread's transaction: `keys`, what it writes by the table's name, and `copies` of tables as they were before.

moto copies a table once for each action on it.
"""

_Transact = Callable[[DynamoDBBackend, list[dict[str, Any]]], None]


def _transact(transact: _Transact) -> _Transact:
    """Note what a transaction writes, so that this alone is copied in case it has to be undone."""

    def noted(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        _written.keys, _written.copies = {}, {}
        for action in transact_items:
            for request in action.values():
                keys = request.get("Item") or request.get("Key") or {}
                _written.keys.setdefault(request.get("TableName"), []).append(keys)
        transact(backend, transact_items)

    return noted


def _copy_table(what: Any) -> Any:
    """Copy what moto copies to undo a change: of a table, the items that the transaction writes, and lists of all.

    No item is changed in place by anything but the transaction's own actions.
    """
    if not isinstance(what, Table):
        return copy.deepcopy(what)
    if (known := _written.copies.get(what.name)) is not None:
        return known
    table = _written.copies[what.name] = copy.copy(what)
    table.items = what.items.copy()
    for keys in _written.keys[what.name]:
        if (hash_key := _key(keys, what.hash_key_attr)) not in what.items:
            continue
        items = what.items[hash_key]
        if what.range_key_attr is None:
            table.items[hash_key] = copy.deepcopy(items)
            continue
        if table.items[hash_key] is items:
            table.items[hash_key] = items.copy()
        if (range_key := _key(keys, what.range_key_attr)) in items:
            table.items[hash_key][range_key] = copy.deepcopy(items[range_key])
    if what.stream_shard is not None:
        table.stream_shard = copy.copy(what.stream_shard)
        table.stream_shard.table = table
        table.stream_shard.items = list(what.stream_shard.items)
    return table


def _key(keys: dict[str, Any], name: str) -> DynamoType | None:
    return DynamoType(keys[name]) if name in keys else None


_QUICK: Changes = (
    (core_models, "CallbackResponse", functools.cache(core_models.CallbackResponse)),
    (BaseBackend, "urls", property(_kept_urls(BaseBackend.urls.fget))),
    (core_responses, "method_names_from_class", functools.cache(core_responses.method_names_from_class)),
    (serialize.XFormedAttributePicker, "__call__", _pick),
    (UpdateExpressionParser, "make", functools.lru_cache(_EXPRESSIONS)(UpdateExpressionParser.make)),
    (validators, "deepcopy", _copy_expression),
    (DepthFirstTraverser, "traverse", _traverse),
    (validators.ActionCountValidator, "traverse", _count_once(validators.ActionCountValidator.traverse)),
    (ConditionExpressionParser, "parse", _parse_once(ConditionExpressionParser.parse)),
    (DynamoDBBackend, "transact_write_items", _transact(DynamoDBBackend.transact_write_items)),
    (dynamodb, "copy", SimpleNamespace(deepcopy=_copy_table)),
    (DirectAnswers, "on", True),
)
_AS_IT_COMES = originals(_QUICK)


def quick_moto() -> AbstractContextManager[None]:
    """Have moto answer the quick way."""
    return replaced(_QUICK)


def moto_as_it_comes() -> AbstractContextManager[None]:
    """Have moto answer as it does without this module."""
    return replaced(_AS_IT_COMES)
