"""The files of one app in a tree that may hold several."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from wishare_lint import layout
from wishare_lint.tree import Tree


@dataclass(frozen=True)
class AppFiles:
    """What lies below `root`, "" for the top, without the apps that lie deeper.

    Paths are relative to the app; the texts are empty where there is no such file.
    """

    tree: Tree
    root: str

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every path, sorted."""
        start = self.in_repository("")
        below = [path[len(start) :] for path in self.tree.paths() if path.startswith(start)]
        deeper = tuple(f"{root}/" for root in layout.app_roots(below) if root)
        return tuple(path for path in below if not path.startswith(deeper))

    def in_repository(self, path: str) -> str:
        """The same file or folder, relative to the repository."""
        return f"{self.root}/{path}" if self.root else path

    def text(self, path: str) -> str:
        """Any of the files."""
        data = self.tree.read(self.in_repository(path))
        return "" if data is None else data.decode("utf-8", "replace")

    @property
    def database_yml(self) -> str:
        """The configuration of the databases, or a sample of it."""
        return next(self._known(layout.DATABASE_YML), "")

    @property
    def database_yml_path(self) -> str:
        """Where that stands, relative to the repository; "" where there is none."""
        return self._first(map(self.in_repository, layout.DATABASE_YML))

    @property
    def application_rb(self) -> str:
        """The configuration of the app; engines have none."""
        return next(self._known([layout.APPLICATION]), "")

    @property
    def strong_migrations(self) -> str:
        """The configuration of the gem strong_migrations."""
        return next(self._known([layout.STRONG_MIGRATIONS]), "")

    @property
    def required_gems(self) -> str:
        """The gemspecs and the `Gemfile`, one after the other."""
        return "\n".join(self._known(self._gem_files))

    @property
    def locked_gems(self) -> str:
        """The nearest lock file: several apps may share one that lies above them."""
        return self._configuration.get(self.locked_gems_path, "")

    @property
    def locked_gems_path(self) -> str:
        """Where that stands, relative to the repository; "" where there is none."""
        return self._first(self._lock_files)

    @property
    def inflections(self) -> str:
        """The initialisers that add inflections, one after the other."""
        return "\n".join(self._known(self._inflections_rb))

    @property
    def _gem_files(self) -> Iterator[str]:
        yield from (path for path in self.paths if path.endswith(".gemspec"))
        yield "Gemfile"

    @property
    def _lock_files(self) -> Iterator[str]:
        """Relative to the repository."""
        folder = PurePosixPath(self.root)
        for above in (folder, *folder.parents):
            yield from (str(above / name) for name in ("Gemfile.lock", "gems.locked"))

    @cached_property
    def _inflections_rb(self) -> tuple[str, ...]:
        return tuple(filter(layout.is_inflections_rb, self.paths))

    def _first(self, paths: Iterable[str]) -> str:
        """The first of them that is there and says anything; relative to the repository."""
        return next((path for path in paths if self._configuration.get(path)), "")

    def _known(self, paths: Iterable[str]) -> Iterator[str]:
        texts = (self._configuration.get(self.in_repository(path)) for path in paths)
        return (text for text in texts if text is not None)

    @cached_property
    def _configuration(self) -> Mapping[str, str]:
        """All of these texts in one go, by path relative to the repository."""
        ruby = (layout.APPLICATION, layout.STRONG_MIGRATIONS, *self._inflections_rb)
        own = (*layout.DATABASE_YML, *ruby, *self._gem_files)
        contents = self.tree.read_all([*map(self.in_repository, own), *self._lock_files])
        return {path: data.decode("utf-8", "replace") for path, data in contents.items()}
