"""Bytes to syntax. The only module that knows tree-sitter; none of its nodes leaves here.

Node and field names are those of tree-sitter-ruby's grammar. A file that is not Ruby is still read
as far as it can be: the places at fault are listed in `File.errors`.
"""

from collections.abc import Callable, Iterator

import tree_sitter
import tree_sitter_ruby

from wishare_lint.ruby import syntax
from wishare_lint.ruby.source import MAXIMUM_BYTES, Place, SourceFile
from wishare_lint.ruby.strings import margin, unescape, unescape_single, without_margin
from wishare_lint.ruby.values import Symbol

_PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_ruby.language()))

MAXIMUM_DEPTH = 140
"""Nesting beyond this is left opaque, far from Python's own recursion limit."""

_CONSTANTS = {"true": True, "false": False, "nil": None}
_PARAMETER_KINDS = {
    "identifier": "required",
    "optional_parameter": "optional",
    "splat_parameter": "splat",
    "keyword_parameter": "keyword",
    "hash_splat_parameter": "double_splat",
    "block_parameter": "block",
    "destructured_parameter": "destructured",
}


def parse(source: SourceFile) -> syntax.File:
    """The syntax of a Ruby file. A file over `MAXIMUM_BYTES` is one error and no body."""
    if len(source.data) > MAXIMUM_BYTES:
        return syntax.File(source, (), (source.whole,))
    return _Converter(source).file()


def comments(source: SourceFile) -> tuple[Place, ...]:
    """The comments of a Ruby file, in order."""
    nodes = _walk(_PARSER.parse(source.data).root_node)
    return tuple(
        Place(source, node.start_byte, node.end_byte) for node in nodes if node.type == "comment"
    )


class _Converter:
    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._data = source.data
        self._depth = 0
        self._errors: list[Place] = []
        self._heredocs: dict[int, tree_sitter.Node] = {}
        self._handlers: dict[str, Callable[[tree_sitter.Node], syntax.Node]] = {
            name.removeprefix("_on_"): getattr(self, name)
            for name in dir(self)
            if name.startswith("_on_")
        }

    def file(self) -> syntax.File:
        root = _PARSER.parse(self._data).root_node
        if b"<<" in self._data:
            self._heredocs = _heredocs(root)
        body = self._body(root)
        if root.has_error:
            self._errors.extend(self._place(node) for node in _faults(root))
        return syntax.File(self._source, body, tuple(self._errors))

    # The way down

    def _node(self, node: tree_sitter.Node) -> syntax.Node:
        if self._depth >= MAXIMUM_DEPTH:
            self._errors.append(self._place(node))
            return syntax.Opaque(self._place(node), "nested too deeply")
        self._depth += 1
        converted = self._handlers.get(node.type, self._opaque)(node)
        self._depth -= 1
        return converted

    def _nodes(self, nodes: list[tree_sitter.Node]) -> syntax.Body:
        return tuple([self._node(node) for node in nodes if node.type not in _SKIPPED])

    def _body(self, node: tree_sitter.Node | None) -> syntax.Body:
        return () if node is None else self._nodes(node.named_children)

    def _field(self, node: tree_sitter.Node, name: str) -> syntax.Node | None:
        child = node.child_by_field_name(name)
        return None if child is None else self._node(child)

    def _required(self, node: tree_sitter.Node, name: str) -> syntax.Node:
        return self._field(node, name) or syntax.Opaque(self._place(node), "missing")

    def _place(self, node: tree_sitter.Node) -> Place:
        return Place(self._source, node.start_byte, node.end_byte)

    def _text(self, node: tree_sitter.Node) -> str:
        return self._data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def _opaque(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Opaque(self._place(node), node.type, self._nodes(node.named_children))

    # Literals

    def _constant_literal(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Literal(self._place(node), _CONSTANTS[node.type])

    _on_true = _on_false = _on_nil = _constant_literal

    def _on_integer(self, node: tree_sitter.Node) -> syntax.Node:
        text = self._text(node).replace("_", "").lower()
        try:
            value = int(text, 8) if _is_old_octal(text) else int(text, 0)
        except ValueError:
            return self._opaque(node)
        return syntax.Literal(self._place(node), value)

    def _on_float(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Literal(self._place(node), float(self._text(node).replace("_", "")))

    def _on_character(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Literal(self._place(node), self._text(node)[1:])

    def _on_simple_symbol(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Literal(self._place(node), Symbol(self._text(node)[1:]))

    def _on_hash_key_symbol(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Literal(self._place(node), Symbol(self._text(node)))

    def _on_delimited_symbol(self, node: tree_sitter.Node) -> syntax.Node:
        return self._quoted(node, symbol=True)

    _on_bare_symbol = _on_delimited_symbol

    def _on_string(self, node: tree_sitter.Node) -> syntax.Node:
        return self._quoted(node, symbol=False)

    _on_bare_string = _on_string

    def _quoted(self, node: tree_sitter.Node, symbol: bool) -> syntax.Node:
        single = self._data[node.start_byte : node.start_byte + 3].lstrip(b":").startswith((b"'", b"%q"))
        parts = self._parts(node.named_children, unescape_single if single else unescape)
        return self._template(node, parts, symbol)

    def _parts(
        self, children: list[tree_sitter.Node], escape: Callable[[str], str]
    ) -> Iterator[str | syntax.Node]:
        for child in children:
            if child.type == "interpolation":
                yield from self._body(child)
            elif child.type == "escape_sequence":
                yield escape(self._text(child))
            elif child.type != "heredoc_end":
                yield self._text(child)

    def _template(
        self, node: tree_sitter.Node, parts: Iterator[str | syntax.Node], symbol: bool
    ) -> syntax.Node:
        listed = tuple(parts)
        texts = [part for part in listed if isinstance(part, str)]
        if len(texts) < len(listed):
            return syntax.Template(self._place(node), listed, symbol)
        text = "".join(texts)
        return syntax.Literal(self._place(node), Symbol(text) if symbol else text)

    def _on_chained_string(self, node: tree_sitter.Node) -> syntax.Node:
        parts = (part for child in self._body(node) for part in _string_parts(child))
        return self._template(node, parts, symbol=False)

    def _on_heredoc_beginning(self, node: tree_sitter.Node) -> syntax.Node:
        body = self._heredocs.get(node.start_byte)
        if body is None:
            return self._opaque(node)
        opening = self._text(node)
        raw = "'" in opening
        parts = list(self._parts(body.named_children, str if raw else unescape))
        if parts and isinstance(parts[0], str):
            parts[0] = parts[0].removeprefix("\r").removeprefix("\n")
        squiggly = opening.startswith("<<~")
        return self._template(node, iter(_squiggly(parts) if squiggly else parts), symbol=False)

    def _on_array(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Array(self._place(node), self._gathered(self._body(node)))

    _on_string_array = _on_symbol_array = _on_right_assignment_list = _on_array

    def _gathered(self, items: syntax.Body) -> syntax.Body:
        """Array items, with bare `key: value` pairs at the end gathered into one hash."""
        pairs = tuple(i for i in items if isinstance(i, syntax.Pair | syntax.DoubleSplat))
        if not pairs:
            return items
        hash_place = Place(self._source, pairs[0].place.start, pairs[-1].place.end)
        return (*(i for i in items if i not in pairs), syntax.Hash(hash_place, pairs))

    def _on_hash(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Hash(self._place(node), self._body(node))

    def _on_pair(self, node: tree_sitter.Node) -> syntax.Node:
        key = self._symbol_key(self._required(node, "key"), node)
        value = self._field(node, "value") or syntax.Variable(key.place, key.place.text)
        return syntax.Pair(self._place(node), key, value)

    def _symbol_key(self, key: syntax.Node, pair: tree_sitter.Node) -> syntax.Node:
        """`"key": value` has a symbol for its key, though it looks like a string."""
        colon = self._data[key.place.end : key.place.end + 1] == b":"
        if colon and isinstance(key, syntax.Literal) and isinstance(key.value, str):
            return syntax.Literal(key.place, Symbol(key.value))
        if colon and isinstance(key, syntax.Template):
            return syntax.Template(key.place, key.parts, symbol=True)
        return key

    def _on_range(self, node: tree_sitter.Node) -> syntax.Node:
        exclusive = any(child.type == "..." for child in node.children)
        first, last = self._field(node, "begin"), self._field(node, "end")
        return syntax.RangeLiteral(self._place(node), first, last, exclusive)

    def _on_lambda(self, node: tree_sitter.Node) -> syntax.Node:
        body = node.child_by_field_name("body")
        parameters = self._parameters(node.child_by_field_name("parameters"))
        inner = body.child_by_field_name("body") if body else None
        block = syntax.Block(self._place(node), parameters, self._body(inner))
        return syntax.Lambda(self._place(node), block)

    # Names

    def _on_identifier(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Variable(self._place(node), self._text(node))

    _on_instance_variable = _on_class_variable = _on_global_variable = _on_identifier

    def _on_self(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Self(self._place(node))

    def _on_constant(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Constant(self._place(node), self._text(node).removeprefix("::"))

    def _on_scope_resolution(self, node: tree_sitter.Node) -> syntax.Node:
        scope = node.child_by_field_name("scope")
        if scope is None or scope.type in ("constant", "scope_resolution"):
            return self._on_constant(node)
        return self._opaque(node)

    # Calls

    def _on_call(self, node: tree_sitter.Node) -> syntax.Node:
        name = node.child_by_field_name("method")
        return syntax.Call(
            self._place(node),
            self._field(node, "receiver"),
            "call" if name is None else self._text(name),
            self._body(node.child_by_field_name("arguments")),
            self._block(node.child_by_field_name("block")),
            self._place(name or node),
        )

    def _on_element_reference(self, node: tree_sitter.Node) -> syntax.Node:
        receiver, *arguments = self._body(node)
        return syntax.Call(self._place(node), receiver, "[]", tuple(arguments), None, receiver.place)

    def _on_binary(self, node: tree_sitter.Node) -> syntax.Node:
        operator = node.child_by_field_name("operator")
        name = "" if operator is None else self._text(operator)
        left, right = self._required(node, "left"), self._required(node, "right")
        if name in _LOGICAL:
            return syntax.Logical(self._place(node), _LOGICAL[name], left, right)
        if name in _NEGATED:
            positive = self._operator(node, left, _NEGATED[name], (right,))
            return self._operator(node, positive, "!", ())
        return self._operator(node, left, name, (right,))

    def _on_unary(self, node: tree_sitter.Node) -> syntax.Node:
        operator = node.child_by_field_name("operator")
        name = "!" if operator is None else self._text(operator)
        operand = self._required(node, "operand")
        if name == "-" and isinstance(operand, syntax.Literal):
            if isinstance(operand.value, int | float):
                return syntax.Literal(self._place(node), -operand.value)
        return self._operator(node, operand, _UNARY.get(name, name), ())

    def _operator(
        self, node: tree_sitter.Node, receiver: syntax.Node, name: str, arguments: syntax.Body
    ) -> syntax.Call:
        place = self._place(node)
        return syntax.Call(place, receiver, name, arguments, None, place)

    def _on_splat_argument(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Splat(self._place(node), self._only_child(node))

    def _on_hash_splat_argument(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.DoubleSplat(self._place(node), self._only_child(node))

    def _on_block_argument(self, node: tree_sitter.Node) -> syntax.Node:
        value = self._only_child(node) if node.named_children else None
        return syntax.BlockPass(self._place(node), value)

    def _only_child(self, node: tree_sitter.Node) -> syntax.Node:
        body = self._body(node)
        return body[0] if body else syntax.Opaque(self._place(node), "anonymous argument")

    def _on_yield(self, node: tree_sitter.Node) -> syntax.Node:
        arguments = [child for child in node.named_children if child.type == "argument_list"]
        return syntax.Yield(self._place(node), self._body(arguments[0] if arguments else None))

    def _block(self, node: tree_sitter.Node | None) -> syntax.Block | None:
        if node is None:
            return None
        parameters = self._parameters(node.child_by_field_name("parameters"))
        return syntax.Block(
            self._place(node), parameters, self._guarded(node.child_by_field_name("body"))
        )

    def _parameters(self, node: tree_sitter.Node | None) -> tuple[syntax.Parameter, ...]:
        if node is None:
            return ()
        return tuple(
            self._parameter(child)
            for child in node.named_children
            if child.type in _PARAMETER_KINDS
        )

    def _parameter(self, node: tree_sitter.Node) -> syntax.Parameter:
        name = node.child_by_field_name("name")
        text = self._text(node) if node.type == "identifier" else (self._text(name) if name else "")
        destructured = node.type == "destructured_parameter"
        return syntax.Parameter(
            self._place(node),
            text,
            _PARAMETER_KINDS[node.type],
            self._field(node, "value"),
            self._parameters(node) if destructured else (),
        )

    # Assignments

    def _on_assignment(self, node: tree_sitter.Node) -> syntax.Node:
        target, value = self._required(node, "left"), self._required(node, "right")
        if isinstance(value, syntax.Splat):
            value = syntax.Array(value.place, (value,))
        return syntax.Assignment(self._place(node), target, value)

    def _on_operator_assignment(self, node: tree_sitter.Node) -> syntax.Node:
        operator = node.child_by_field_name("operator")
        name = "" if operator is None else self._text(operator).removesuffix("=")
        target, value = self._required(node, "left"), self._required(node, "right")
        return syntax.OperatorAssignment(self._place(node), target, name, value)

    def _on_left_assignment_list(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Targets(self._place(node), self._body(node))

    _on_destructured_left_assignment = _on_left_assignment_list

    def _on_rest_assignment(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Splat(self._place(node), self._only_child(node))

    # Control flow

    def _on_if(self, node: tree_sitter.Node) -> syntax.Node:
        condition = self._required(node, "condition")
        then = self._body(node.child_by_field_name("consequence"))
        alternative = node.child_by_field_name("alternative")
        return syntax.If(self._place(node), condition, then, self._alternative(alternative))

    _on_elsif = _on_if

    def _alternative(self, node: tree_sitter.Node | None) -> syntax.Body:
        if node is None:
            return ()
        return (self._node(node),) if node.type == "elsif" else self._body(node)

    def _on_unless(self, node: tree_sitter.Node) -> syntax.Node:
        converted = self._on_if(node)
        assert isinstance(converted, syntax.If)
        converted.condition = self._negated(converted.condition)
        return converted

    def _negated(self, condition: syntax.Node) -> syntax.Node:
        return syntax.Call(condition.place, condition, "!", (), None, condition.place)

    def _on_if_modifier(self, node: tree_sitter.Node) -> syntax.Node:
        body, condition = self._required(node, "body"), self._required(node, "condition")
        return syntax.If(self._place(node), condition, (body,), ())

    def _on_unless_modifier(self, node: tree_sitter.Node) -> syntax.Node:
        body, condition = self._required(node, "body"), self._required(node, "condition")
        return syntax.If(self._place(node), self._negated(condition), (body,), ())

    def _on_conditional(self, node: tree_sitter.Node) -> syntax.Node:
        condition = self._required(node, "condition")
        then, otherwise = self._required(node, "consequence"), self._required(node, "alternative")
        return syntax.If(self._place(node), condition, (then,), (otherwise,))

    def _on_case(self, node: tree_sitter.Node) -> syntax.Node:
        branches = [self._when(child) for child in node.named_children if child.type == "when"]
        otherwise = [child for child in node.named_children if child.type == "else"]
        return syntax.Case(
            self._place(node),
            self._field(node, "value"),
            tuple(branches),
            self._body(otherwise[0] if otherwise else None),
        )

    def _when(self, node: tree_sitter.Node) -> syntax.When:
        patterns = node.children_by_field_name("pattern")
        flat = tuple(item for pattern in patterns for item in self._body(pattern))
        return syntax.When(self._place(node), flat, self._body(node.child_by_field_name("body")))

    def _on_while(self, node: tree_sitter.Node) -> syntax.Node:
        condition = self._required(node, "condition")
        return syntax.Loop(
            self._place(node), condition, self._body(node.child_by_field_name("body"))
        )

    _on_until = _on_while

    def _on_while_modifier(self, node: tree_sitter.Node) -> syntax.Node:
        body, condition = self._required(node, "body"), self._required(node, "condition")
        return syntax.Loop(self._place(node), condition, (body,))

    _on_until_modifier = _on_while_modifier

    def _on_for(self, node: tree_sitter.Node) -> syntax.Node:
        pattern, items = self._required(node, "pattern"), node.child_by_field_name("value")
        body = self._body(node.child_by_field_name("body"))
        return syntax.For(self._place(node), pattern, self._only_child(items or node), body)

    def _on_begin(self, node: tree_sitter.Node) -> syntax.Node:
        return self._rescued(node)

    def _on_rescue_modifier(self, node: tree_sitter.Node) -> syntax.Node:
        body, handler = self._required(node, "body"), self._required(node, "handler")
        rescue = syntax.Rescue(handler.place, None, (handler,))
        return syntax.Begin(self._place(node), (body,), (rescue,), ())

    def _rescued(self, node: tree_sitter.Node) -> syntax.Begin:
        children = node.named_children
        rescues = tuple(self._rescue(child) for child in children if child.type == "rescue")
        plain = [child for child in children if child.type not in ("rescue", "ensure", "else")]
        plain += [part for child in children if child.type == "else" for part in child.named_children]
        ensure = [part for child in children if child.type == "ensure" for part in child.named_children]
        return syntax.Begin(self._place(node), self._nodes(plain), rescues, self._nodes(ensure))

    def _rescue(self, node: tree_sitter.Node) -> syntax.Rescue:
        variable = node.child_by_field_name("variable")
        name = self._text(variable).removeprefix("=>").strip() if variable else None
        body = self._body(node.child_by_field_name("body"))
        return syntax.Rescue(self._place(node), name, body)

    def _guarded(self, node: tree_sitter.Node | None) -> syntax.Body:
        """The statements of a body; one `Begin` where it has its own `rescue` or `ensure`."""
        if node is None:
            return ()
        if any(child.type in ("rescue", "ensure") for child in node.named_children):
            return (self._rescued(node),)
        return self._body(node)

    def _on_parenthesized_statements(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Statements(self._place(node), self._body(node))

    def _on_return(self, node: tree_sitter.Node) -> syntax.Node:
        arguments = self._body(node.named_children[0]) if node.named_children else ()
        place = self._place(node)
        if len(arguments) > 1:
            return syntax.Jump(place, node.type, syntax.Array(place, arguments))
        return syntax.Jump(place, node.type, arguments[0] if arguments else None)

    _on_next = _on_break = _on_return

    # Definitions

    def _on_method(self, node: tree_sitter.Node) -> syntax.Node:
        return self._definition(node, singleton=False)

    def _on_singleton_method(self, node: tree_sitter.Node) -> syntax.Node:
        return self._definition(node, singleton=True)

    def _definition(self, node: tree_sitter.Node, singleton: bool) -> syntax.Node:
        name = node.child_by_field_name("name") or node
        body = node.child_by_field_name("body")
        endless = body is not None and body.type != "body_statement"
        return syntax.Method(
            self._place(node),
            self._text(name),
            self._parameters(node.child_by_field_name("parameters")),
            self._nodes([body]) if endless and body is not None else self._guarded(body),
            singleton,
            self._place(name),
        )

    def _on_class(self, node: tree_sitter.Node) -> syntax.Node:
        name = node.child_by_field_name("name") or node
        parent = node.child_by_field_name("superclass")
        return syntax.Class(
            self._place(node),
            self._text(name).removeprefix("::"),
            self._only_child(parent) if parent else None,
            self._guarded(node.child_by_field_name("body")),
            self._place(name),
        )

    def _on_module(self, node: tree_sitter.Node) -> syntax.Node:
        name = node.child_by_field_name("name") or node
        body = self._body(node.child_by_field_name("body"))
        return syntax.Module(
            self._place(node), self._text(name).removeprefix("::"), body, self._place(name)
        )

    def _on_singleton_class(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.SingletonClass(
            self._place(node), self._body(node.child_by_field_name("body"))
        )


_SKIPPED = frozenset({"comment", "heredoc_body", "empty_statement"})
_LOGICAL = {"&&": "and", "and": "and", "||": "or", "or": "or"}
_NEGATED = {"!=": "==", "!~": "=~"}
_UNARY = {"not": "!", "-": "-@", "+": "+@"}


def _is_old_octal(text: str) -> bool:
    return len(text) > 1 and text[0] == "0" and text.isdigit()


def _string_parts(node: syntax.Node) -> tuple[str | syntax.Node, ...]:
    if isinstance(node, syntax.Template):
        return node.parts
    if isinstance(node, syntax.Literal) and isinstance(node.value, str):
        return (node.value,)
    return (node,)


def _squiggly(parts: list[str | syntax.Node]) -> list[str | syntax.Node]:
    """The parts of a `<<~` heredoc without their common indentation."""
    marked = "".join(part if isinstance(part, str) else "\0" for part in parts)
    width = margin(marked.split("\n"))
    lines = "\n".join(without_margin(line, width) for line in marked.split("\n"))
    texts = iter(lines.split("\0"))
    stripped: list[str | syntax.Node] = [next(texts)]
    for node in (part for part in parts if not isinstance(part, str)):
        stripped += [node, next(texts)]
    return stripped


def _walk(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """Every node in source order, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def _heredocs(root: tree_sitter.Node) -> dict[int, tree_sitter.Node]:
    """Bodies of heredocs by the offset of their openings: Ruby reads them in the same order."""
    nodes = list(_walk(root))
    openings = [node.start_byte for node in nodes if node.type == "heredoc_beginning"]
    bodies = [node for node in nodes if node.type == "heredoc_body"]
    bodies.sort(key=lambda node: node.start_byte)
    return dict(zip(openings, bodies, strict=False))


def _faults(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """The outermost nodes that the parser could not make sense of."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            stack.extend(reversed(node.children))
