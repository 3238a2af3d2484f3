"""What one check of an open file has to show."""

from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types as lsp
from pygls.workspace import PositionCodec

from wishare_lint.comparison import relative
from wishare_lint.finding import Finding, Report
from wishare_lint.lsp.diagnostics import diagnostic
from wishare_lint.lsp.lenses import lenses
from wishare_lint.lsp.pages import Pages
from wishare_lint.lsp.positions import Positions
from wishare_lint.lsp.work_tree import WorkTree


@dataclass(frozen=True)
class Result:
    """The findings of a file with their diagnostics, and what is shown above its lines."""

    report: Report
    found: tuple[tuple[Finding, lsp.Diagnostic], ...]
    lenses: tuple[lsp.CodeLens, ...]
    positions: Positions

    @property
    def diagnostics(self) -> list[lsp.Diagnostic]:
        return [shown for _, shown in self.found]


def result_of(file: Path, tree: WorkTree, codec: PositionCodec, pages: Pages) -> Result:
    """Checks a file; raises as `WorkTree.check` does."""
    checked = tree.check(file)
    path = relative(file, tree.root)
    positions = Positions(codec, _root_as_opened(file, path, tree.root), tree.read)
    shown = checked.report.shown
    return Result(
        report=checked.report,
        found=tuple((finding, diagnostic(finding, positions, pages)) for finding in shown),
        lenses=tuple(
            lens for changes in checked.change_sets for lens in lenses(changes, path, positions)
        ),
        positions=positions,
    )


def _root_as_opened(file: Path, path: str, root: Path) -> Path:
    """The root under the name that the editor knows it by, which may be a link to it."""
    known = file.parents[path.count("/")]
    return known if known.resolve() == root.resolve() else root
