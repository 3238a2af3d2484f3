"""From configuration files, one inheriting from the other, to one `Config`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from wishare_lint.baseline import Baseline
from wishare_lint.config import Config, ConfigError, RuleSetting
from wishare_lint.config.keys import document
from wishare_lint.config.kinds import Problems, entries
from wishare_lint.config.strict_yaml import Node, YamlError, parse, read_text
from wishare_lint.finding import Severity
from wishare_lint.rule_names import RuleNames

_MAXIMUM_BYTES = 1_000_000


def load(path: Path, names: RuleNames, root: Path) -> Config:
    """The configuration in a file and in those that it inherits from; both folders are resolved."""
    reader = _Reader(names, root)
    values = reader.read(path, ())
    if reader.problems:
        raise ConfigError("\n".join(reader.problems))
    folder = path.parent.relative_to(root) if path.is_relative_to(root) else Path()
    return replace(_config(path, values, folder), origins=reader.origins)


class _Reader:
    """Reads files and gathers what is wrong with them, and where each key was set last."""

    def __init__(self, names: RuleNames, root: Path) -> None:
        self.problems: list[str] = []
        self.origins: dict[str, str] = {}
        self._names = names
        self._keys = document(names)
        self._root = root

    def read(self, path: Path, heirs: tuple[Path, ...]) -> Mapping[str, Any]:
        """The values of a file over those that it inherits; `heirs` are the files that led here."""
        try:
            node = parse(read_text(path, _MAXIMUM_BYTES))
        except YamlError as error:
            self._note(path, [(error.line, str(error))])
            return {}
        heirs = (*heirs, path)
        problems: Problems = []
        own = self._keys.read(node, "", problems)
        sources = self._sources(own.pop("inherit_from", ()), node, heirs, problems)
        if "baseline" in own:
            own["baseline"] = self._baseline(own["baseline"], node, path.parent, problems)
        self._note(path, problems)
        inherited: Mapping[str, Any] = {}
        for source in sources:
            inherited = _merged(inherited, self.read(source, heirs))
        self.origins |= {key: f"{self._shown(path)}:{line}" for key, line in self._set_keys(node)}
        return _merged(inherited, own)

    def _sources(
        self, written: Iterable[str], node: Node, heirs: tuple[Path, ...], problems: Problems
    ) -> list[Path]:
        sources = []
        for name in written:
            source = (heirs[-1].parent / name).resolve()
            obstacle = self._obstacle(name, source, heirs)
            if obstacle:
                line = entries(node, "", problems)["inherit_from"].line
                problems.append((line, f"`inherit_from`: `{name}` {obstacle}"))
                continue
            sources.append(source)
        return sources

    def _baseline(self, name: str, node: Node, folder: Path, problems: Problems) -> Path:
        path = (folder / name).resolve()
        if not path.is_relative_to(self._root):
            line = entries(node, "", problems)["baseline"].line
            problems.append((line, f"`baseline`: `{name}` is outside the repository"))
        return path

    def _obstacle(self, name: str, source: Path, heirs: tuple[Path, ...]) -> str | None:
        if "://" in name:
            return "is a URL; only files of the repository are read"
        if not source.is_relative_to(self._root):
            return "is outside the repository"
        if source in heirs:
            return "leads back to this file"
        return None if source.is_file() else "is not a file"

    def _set_keys(self, node: Node) -> Iterator[tuple[str, int]]:
        """Each key that a file sets, those of sections with a dot, and rules by their ids."""
        for key, entry in entries(node, "", []).items():
            inner = entry.value if isinstance(entry.value, dict) else {}
            for name in inner:
                for full in sorted(self._names.named(name)) if key == "rules" else (name,):
                    yield f"{key}.{full}", inner[name].line
            if not inner:
                yield key, entry.line

    def _note(self, path: Path, problems: Problems) -> None:
        for line, message in sorted(problems):
            self.problems.append(f"{self._shown(path)}:{line}: {' '.join(message.split())}")

    def _shown(self, path: Path) -> str:
        inside = path.relative_to(self._root) if path.is_relative_to(self._root) else path
        return inside.as_posix()


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> Mapping[str, Any]:
    both = {
        key: _merged(base[key], value) if isinstance(value, Mapping) else value
        for key, value in over.items()
        if key in base
    }
    return {**base, **over, **both}


def _config(path: Path, values: Mapping[str, Any], folder: Path) -> Config:
    def under(patterns: Iterable[str]) -> tuple[str, ...]:
        return tuple((folder / pattern).as_posix() for pattern in patterns)

    def setting(treatment: Mapping[str, Any]) -> RuleSetting:
        severity = treatment.get("severity")
        return RuleSetting(
            enabled=treatment.get("enabled"),
            severity=Severity(severity) if severity else None,
            exclude=under(treatment.get("exclude", ())),
        )

    migrations = values.get("migrations", {})
    fail_on = values.get("fail_on", "error")
    return Config(
        path=path,
        version=values.get("version"),
        profile=values.get("profile", "recommended"),
        database=values.get("database"),
        database_version=values.get("database_version"),
        rails_version=values.get("rails_version"),
        exclude=under(values.get("exclude", ())),
        migration_paths=under(migrations.get("paths", ())),
        start_after=migrations.get("start_after"),
        model_paths=under(values.get("models", {}).get("paths", ())),
        rules={rule: setting(treatment) for rule, treatment in values.get("rules", {}).items()},
        select=frozenset().union(*values.get("select", ())),
        ignore=frozenset().union(*values.get("ignore", ())),
        baseline=Baseline(values.get("baseline")),
        fail_on=None if fail_on == "never" else Severity(fail_on),
    )
