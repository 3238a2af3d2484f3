"""wishare-lint: finds the Rails changes that lose data, break the running app or block a roll-back.

What stands here is everything that a rule may import.
"""

from wishare_lint.changeset import ChangeSet as ChangeSet
from wishare_lint.finding import Edit as Edit
from wishare_lint.finding import Finding as Finding
from wishare_lint.finding import Fix as Fix
from wishare_lint.finding import Related as Related
from wishare_lint.finding import Severity as Severity
from wishare_lint.project import Project as Project
from wishare_lint.rails.enum import Enum as Enum
from wishare_lint.rails.enum import EnumChange as EnumChange
from wishare_lint.rails.enum import LabelChange as LabelChange
from wishare_lint.rails.migration import Migration as Migration
from wishare_lint.rails.model import Model as Model
from wishare_lint.rails.operations import AddColumn as AddColumn
from wishare_lint.rails.operations import AddConstraint as AddConstraint
from wishare_lint.rails.operations import AddForeignKey as AddForeignKey
from wishare_lint.rails.operations import AddIndex as AddIndex
from wishare_lint.rails.operations import ChangeColumn as ChangeColumn
from wishare_lint.rails.operations import ChangeColumnDefault as ChangeColumnDefault
from wishare_lint.rails.operations import ChangeColumnNull as ChangeColumnNull
from wishare_lint.rails.operations import CreateTable as CreateTable
from wishare_lint.rails.operations import DeleteRows as DeleteRows
from wishare_lint.rails.operations import DropTable as DropTable
from wishare_lint.rails.operations import Execute as Execute
from wishare_lint.rails.operations import InsertRows as InsertRows
from wishare_lint.rails.operations import Operation as Operation
from wishare_lint.rails.operations import RemoveColumn as RemoveColumn
from wishare_lint.rails.operations import RemoveConstraint as RemoveConstraint
from wishare_lint.rails.operations import RenameColumn as RenameColumn
from wishare_lint.rails.operations import RenameTable as RenameTable
from wishare_lint.rails.operations import RowOperation as RowOperation
from wishare_lint.rails.operations import UnknownOperation as UnknownOperation
from wishare_lint.rails.operations import UpdateRows as UpdateRows
from wishare_lint.rails.rollback import Rollback as Rollback
from wishare_lint.rails.schema import Column as Column
from wishare_lint.rails.schema import Schema as Schema
from wishare_lint.rails.schema import Table as Table
from wishare_lint.rule import Context as Context
from wishare_lint.rule import Rule as Rule
from wishare_lint.ruby.source import Place as Place
from wishare_lint.ruby.values import Unknown as Unknown
from wishare_lint.ruby.values import to_source as to_source
