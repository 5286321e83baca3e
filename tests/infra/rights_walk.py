"""What each function of the template may come to do to tables, buckets, queues and the rest, read
from the sources: from its entry through every function it may call, to the calls of AWS.

It takes more for possible than happens, as any walk without running does: whatever is named is
called. What it cannot read it raises.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.infra.source_walk import Source, reached, resolved, sources

Right = tuple[str, str]  # (action of IAM, resource by its name in the template)
READING = {
    "get": "GetItem",
    "batch_get": "BatchGetItem",
    "query": "Query",
    "count": "Query",
    "scan": "Scan",
}
WRITING = {"save": "PutItem", "update": "UpdateItem", "delete": "DeleteItem"}
# Helpers of the store that take a table by name.
BY_NAME = {
    "tables.query": "Query",
    "tables.get_many": "BatchGetItem",
    "direct_calls.find": "GetItem",
    "batches.put": "BatchWriteItem",
    "batches.delete": "BatchWriteItem",
}
PLAIN = {"scan": "Scan", "create_backup": "CreateBackup", "list_backups": "ListBackups"}
PLAIN |= {"delete_backup": "DeleteBackup"}
OF_S3 = {
    "put_object": "PutObject",
    "generate_presigned_post": "PutObject",
    "create_multipart_upload": "PutObject",
    "abort_multipart_upload": "AbortMultipartUpload",
    "get_object": "GetObject",
    "delete_object": "DeleteObject",
}
OF_SQS = {"send_message": "SendMessage", "send_message_batch": "SendMessage"}
OF_MAIL = {
    "send_email": ("ses:SendEmail",),
    "send_bulk_email": ("ses:SendBulkEmail", "ses:SendBulkTemplatedEmail"),
    "get_account": ("ses:GetAccount",),
}
SECRETS = ("get_secret_value", "create_secret", "delete_secret", "get_random_password")


def rights(starts: Iterator[tuple[str, str]]) -> set[Right]:
    """All that these may come to do."""
    return {right for module, name in reached(starts) for right in _of(module, name)}


@cache
def _of(module: str, name: str) -> frozenset[Right]:
    source = sources()[module]
    node = source.known[name]
    if module.startswith("chalicelib.store."):
        return frozenset(_of_tables(source, node))
    if module.startswith("chalicelib.aws.") and isinstance(node, ast.FunctionDef):
        return frozenset(_of_services(module, node))
    return frozenset()


def _of_tables(source: Source, node: ast.stmt) -> Iterator[Right]:
    items = _types(source, node)
    for call in ast.walk(node):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        method, on = call.func.attr, call.func.value
        model = _model(source, on)
        if helper := BY_NAME.get(ast.unparse(call.func)):
            yield f"dynamodb:{helper}", _table(ast.literal_eval(call.args[0]))
        elif model and method in READING:
            yield f"dynamodb:{READING[method]}", model
        elif method == "condition_check":
            yield "dynamodb:ConditionCheckItem", _sure(_model(source, call.args[0]), call)
        elif method in WRITING:
            in_transaction = isinstance(on, ast.Name) and on.id == "transaction"
            kind = _type(source, call.args[0] if in_transaction else on, items)
            if kind or in_transaction or method == "save":
                yield f"dynamodb:{WRITING[method]}", _sure(kind, call)
        elif method in PLAIN or (method == "get_paginator" and call.args):
            asked = ast.literal_eval(call.args[0]) if method == "get_paginator" else method
            if asked in PLAIN:
                yield from _plain(source, node, asked)
    yield from _in_dynamodbs_own_form(source, node)


def _plain(source: Source, node: ast.stmt, asked: str) -> Iterator[Right]:
    if asked in ("list_backups", "delete_backup"):
        yield f"dynamodb:{PLAIN[asked]}", "*" if asked == "list_backups" else "ResponsesTable"
        return
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "tables.name":
            named = call.args[0]
            if isinstance(named, ast.Name):
                constant = source.known[named.id]
                assert isinstance(constant, ast.Assign)
                named = constant.value
            yield f"dynamodb:{PLAIN[asked]}", _table(ast.literal_eval(named))


def _in_dynamodbs_own_form(source: Source, node: ast.stmt) -> Iterator[Right]:
    for each in ast.walk(node):
        if isinstance(each, ast.Dict):
            keys = {key.value for key in each.keys if isinstance(key, ast.Constant)}
            for at, key in enumerate(each.keys):
                if isinstance(key, ast.Constant) and key.value == "TableName":
                    value = each.values[at]
                    if isinstance(value, ast.Attribute) and value.attr == "table_name":
                        assert isinstance(value.value, ast.Attribute)
                        model = _sure(_model(source, value.value.value), each)
                        action = "PutItem" if "Item" in keys else "UpdateItem"
                        yield f"dynamodb:{action}", model


def _model(source: Source, node: ast.AST) -> str | None:
    """The table of the model that an expression names."""
    found = resolved(source, node)
    if not found or not found[1]:
        return None
    other = sources()[found[0]]
    declared = other.known.get(found[1])
    if not isinstance(declared, ast.ClassDef):
        return None
    for each in ast.walk(declared):
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "table_name":
            assert isinstance(each.value, ast.Call)
            return _table(ast.literal_eval(each.value.args[0]))
    for base in declared.bases:
        if (inherited := _model(other, base)) is not None:
            return inherited
    return None


def _types(source: Source, node: ast.stmt) -> dict[str, str]:
    """The tables of a function's names that hold items, or several of them."""
    found: dict[str, str] = {}
    for _ in range(2):  # what is named before it is known
        for each in ast.walk(node):
            for name, value in _named(each):
                if kind := _type(source, value, found):
                    found[name] = kind
    return found


def _named(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The names that a node gives, with what they stand for: a value, or an annotation."""
    match node:
        case ast.arg(arg=name, annotation=said) if said:
            yield name, said
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            for one, given in zip(targets, values, strict=True):
                yield ast.unparse(one), given
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            names = [one.id for one in ast.walk(target) if isinstance(one, ast.Name)]
            yield names[-1], value


def _type(source: Source, node: ast.AST, items: dict[str, str]) -> str | None:
    """The table of the items that an expression, or an annotation, is of."""
    match node:
        case ast.Name(id=name) if name in items:
            return items[name]
        case ast.Call():
            return _made(source, node, items)
        case ast.ListComp(elt=elt) | ast.GeneratorExp(elt=elt):
            inner = {**items, **_types(source, ast.Expr(node))}
            return _type(source, elt, inner)
        case ast.Name() | ast.Attribute():
            return _model(source, node)
        case ast.Subscript(slice=inside):
            return _type(source, inside, items) or _type(source, node.value, items)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return next((kind for part in parts if (kind := _type(source, part, items))), None)
        case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
            return _type(source, left, items) or _type(source, right, items)
    return None


def _made(source: Source, call: ast.Call, items: dict[str, str]) -> str | None:
    """The table of what a call gives: an item of a model, what a function says that it returns, or
    what it was given (`list`, `enumerate`).
    """
    func = call.func
    if (model := _model(source, func)) is not None:
        return model
    if isinstance(func, ast.Attribute) and (model := _model(source, func.value)):
        return model  # Model.get(…) and its like
    if (place := resolved(source, func)) and place[1]:
        other = sources()[place[0]]
        made = other.known.get(place[1])
        if isinstance(made, ast.FunctionDef) and made.returns:
            return _type(other, made.returns, {})
    return next((kind for arg in call.args if (kind := _type(source, arg, items))), None)


def _table(name: str) -> str:
    return f"{name.title()}Table"


def _sure(found: str | None, node: ast.AST) -> str:
    if found is None:
        raise AssertionError(f"of which table? {ast.unparse(node)}")
    return found


def _of_services(module: str, node: ast.FunctionDef) -> Iterator[Right]:
    named = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    text = ast.unparse(node)
    service = module.rpartition(".")[2]
    if service in ("boxes", "drafts", "publications", "evidence_files"):
        yield from _of_bucket(service.removesuffix("_files").title(), named, text)
    for method, action in OF_SQS.items():
        if method in named:
            (queue,) = {each for each in named if each.endswith("_queue_url")}
            yield f"sqs:{action}", queue.removesuffix("_url").title().replace("_", "")
    for method in named & set(OF_MAIL):
        yield from ((action, "*") for action in OF_MAIL[method])
    for method in named & set(SECRETS):
        yield f"secretsmanager:{method.title().replace('_', '')}", "*"
    for method in named:
        if service.startswith("sign_in") and method.startswith("admin_"):
            action = method.title().replace("_", "").replace("Mfa", "MFA")
            yield f"cognito-idp:{action}", "UserPool"


def _of_bucket(bucket: str, named: set[str], text: str) -> Iterator[Right]:
    asked = [method for method in OF_S3 if method in named]
    if "generate_presigned_url('get_object'" in text.replace('"', "'"):
        asked.append("get_object")
    for method in asked:
        versions = method in ("get_object", "delete_object") and "VersionId" in text
        if versions:
            yield f"s3:{OF_S3[method]}Version", bucket
        if not versions or "if version_id" in text:
            yield f"s3:{OF_S3[method]}", bucket
    if "NoSuchKey" in named:  # S3 tells it to those alone who may list
        yield "s3:ListBucket", bucket
