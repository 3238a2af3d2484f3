"""What every piece of syntax has, and what no reader understands."""

from dataclasses import dataclass, field
from typing import TypeAlias

from wishare_lint.ruby.source import Place, SourceFile


@dataclass(slots=True, eq=False)
class Node:
    """Any piece of syntax."""

    place: Place


Body: TypeAlias = tuple[Node, ...]


@dataclass(slots=True, eq=False)
class Opaque(Node):
    """Syntax that no reader here understands; `children` are kept for a search through it."""

    kind: str
    children: Body = field(default=())


@dataclass(slots=True, eq=False)
class File:
    """A parsed file. `errors` are the places that are not Ruby, or nested too deeply to read."""

    source: SourceFile
    body: Body
    errors: tuple[Place, ...]
