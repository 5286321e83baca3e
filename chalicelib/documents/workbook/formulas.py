"""Rules as spreadsheet formulas, which show points while a workbook is filled; what counts are the
exact points of the server.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from chalicelib.domain.criteria.formula_rule import Formula
from chalicelib.domain.criteria.rules import Count, Deduction, Direct, Levels, Ratio
from chalicelib.domain.criteria.tree import Leaf
from chalicelib.domain.decimals import plain

# The limits of spreadsheets for one formula; a longer or deeper one is left out and computed on the
# server only.
_MAX_LENGTH, _MAX_DEPTH = 8000, 60
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Eq: "=",
    ast.NotEq: "<>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def points(leaf: Leaf, cells: Sequence[str], levels: str = "") -> str:
    """The formula for the points of a leaf from its input cells, "" if its rule has none.

    `levels` is the range with the labels and points of its levels.
    """
    body = _body(leaf, cells, levels)
    blank = ",".join(f'{cell}=""' for cell in cells)
    return f'=IF(OR({blank}),"",{body})' if body and len(body) < _MAX_LENGTH else ""


def _body(leaf: Leaf, cells: Sequence[str], levels: str) -> str:
    rule, most = leaf.rule, plain(leaf.max)
    match rule:
        case Levels():
            return f'IFERROR(VLOOKUP({cells[0]},{levels},2,FALSE),"")'
        case Ratio():
            ratio = f"{cells[0]}/{cells[1]}"
            return (
                f'IF({cells[1]}=0,"",IF({ratio}>={plain(rule.full_from)},{most},'
                f"IF({ratio}<{plain(rule.zero_below)},0,{most}*{ratio})))"
            )
        case Count():
            return f"MIN({most},{plain(rule.each)}*{cells[0]})"
        case Deduction():
            return f"MAX(0,{most}-{plain(rule.step)}*{cells[0]})"
        case Direct():
            return cells[0]
        case Formula():
            return _formula(
                rule, {**dict(zip(rule.variables, cells, strict=True)), "max": most}, most
            )
        case _:
            return ""


def _formula(rule: Formula, names: Mapping[str, str], most: str) -> str:
    text = "0"
    for branch in reversed(rule.branches):
        value = _translated(branch.points.text, names)
        when = _translated(branch.when.text, names) if branch.when else "TRUE"
        if not (value and when):
            return ""
        text = f"IF({when},{value},{text})"
    return f'IFERROR(MIN({most},MAX(0,{text})),"")' if len(rule.branches) < _MAX_DEPTH else ""


def _translated(text: str, names: Mapping[str, str]) -> str:
    # The language is a part of Python's expressions (contract §2), so Python's parser reads it.
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError:  # a variable may have the name of a Python keyword
        return ""
    return _Translator(text.strip(), names).written(tree.body, 0)


class _Translator:
    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self._text, self._names = text, names

    def written(self, node: ast.expr, depth: int) -> str:
        """The node as a formula; "" if it, or one of its parts, has none."""
        parts = [self.written(child, depth + 1) for child in self._children(node)]
        if depth > _MAX_DEPTH or not all(parts):
            return ""
        match node:
            case ast.Constant():
                return ast.get_source_segment(self._text, node) or ""
            case ast.Name():
                return self._names.get(node.id, "")
            case ast.UnaryOp(op=ast.USub()):
                return f"(0-{parts[0]})"
            case ast.UnaryOp(op=ast.Not()):
                return f"NOT({parts[0]})"
            case ast.BinOp():
                return f"({parts[0]}{_SIGNS[type(node.op)]}{parts[1]})"
            case ast.Compare():
                return self._compared(node, parts)
            case ast.BoolOp():
                return self._joined(parts, either=isinstance(node.op, ast.Or))
            case ast.Call(func=ast.Name(id=name)):
                return f"{name.upper()}({','.join(parts)})"
            case _:
                return ""

    @staticmethod
    def _children(node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.Call):
            return node.args
        return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]

    @staticmethod
    def _compared(node: ast.Compare, parts: Sequence[str]) -> str:
        pairs = [
            f"({left}{_SIGNS[type(sign)]}{right})"
            for left, sign, right in zip(parts, node.ops, parts[1:], strict=False)
        ]
        return _Translator._joined(pairs, either=False)

    @staticmethod
    def _joined(parts: Sequence[str], *, either: bool) -> str:
        """The parts joined by IF, which stops early, as the language does; a spreadsheet's AND and
        OR do not.
        """
        text = parts[-1]
        for part in reversed(parts[:-1]):
            text = f"IF({part},TRUE,{text})" if either else f"IF({part},{text},FALSE)"
        return text
