"""Small wrongs done to a function, one at a time: boundaries, constants, signs, conditions, returns, over its syntax tree."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
STATEMENTS = {ast.Continue: ast.Break, ast.Break: ast.Continue, ast.AugAssign: ast.Pass}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """One wrong. `name` says where and what (the how manieth of its kind), and stays when lines move; `code` defines the
    function anew.
    """

    name: str
    function: str  # with its class, if it is a method
    code: CodeType


def mutants(source: str, file: str) -> Iterator[Mutant]:
    """Every mutant of every function and method of a module."""
    seen = Counter[str]()
    for function, qualified in _functions(ast.parse(source)):
        for parent, field, place, node in _places(function):
            for wrong in _wrongs(node):
                told = f"{qualified}: {_told(node)} -> {_told(wrong)}"
                seen[told] += 1
                _put(parent, field, place, ast.copy_location(wrong, node))
                module = ast.fix_missing_locations(ast.Module(body=[function], type_ignores=[]))
                name = told if seen[told] == 1 else f"{told} ({seen[told]})"
                yield Mutant(name=name, function=qualified, code=compile(module, file, "exec"))
                _put(parent, field, place, node)


def _functions(module: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            yield node, node.name
        if isinstance(node, ast.ClassDef):
            yield from ((one, f"{node.name}.{one.name}") for one in node.body if isinstance(one, ast.FunctionDef))


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Where each node below hangs; without annotations, decorators and documentation."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "args") and not isinstance(node, ast.Call):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _documents(child):
                yield node, field, place, child
                yield from _places(child)


def _documents(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _wrongs(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=ops, comparators=right):
            for place, op in enumerate(ops):
                for other in COMPARED[type(op)]:
                    yield ast.Compare(left=left, ops=[*ops[:place], other(), *ops[place + 1 :]], comparators=right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(op=ast.Or() if isinstance(op, ast.And) else ast.And(), values=values)
            yield from values
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in COMPUTED:
            yield ast.BinOp(left=left, op=COMPUTED[type(op)](), right=right)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(value=not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value=value + step) for step in (1, -1))
        case ast.Name(id=name) if name in NAMES:
            yield ast.Name(id=NAMES[name], ctx=ast.Load())
        case _:
            yield from _branches(node)


def _branches(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(value=ast.Constant(value=None))
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.If(body=body, orelse=orelse):
            yield from (ast.If(test=ast.Constant(value=taken), body=body, orelse=orelse) for taken in (True, False))
        case ast.comprehension(target=target, iter=over, ifs=[_, *_]):
            yield ast.comprehension(target=target, iter=over, ifs=[], is_async=0)
        case ast.Continue() | ast.Break() | ast.AugAssign():
            yield STATEMENTS[type(node)]()


def _put(parent: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _told(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())
