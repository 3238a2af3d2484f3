"""The databases that `config/database.yml` names, read without evaluating its ERB."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from posixpath import normpath
from typing import TypeAlias

from wishare_lint.rails.adapter import family

ENVIRONMENTS = ("production", "development", "test")
"""Where databases are looked for; the first environment that has one says what it is."""

_Yaml: TypeAlias = "str | list[_Yaml] | dict[str, _Yaml]"
_Mapping: TypeAlias = dict[str, _Yaml]

_UNKNOWN = "~"
_TAG = re.compile(r"<%(?!%)(?P<output>=?)-?(?P<code>(?:(?!<%).)*?)-?%>", re.DOTALL)
_BRANCH = re.compile(r"<%-?\s*(?:else|elsif|when)\b")
_WRITTEN_OUT = re.compile(
    r"""\s*(?: ENV\.fetch[\s(]+ ["']\w+["'] [\s)]* [,{] \s*
             | ENV\[["']\w+["']\] (?:\.presence)? \s* \|\| \s* )?
        (?P<quote>["']) (?P<text>[^"'\#]*) (?P=quote) [\s)}]*""",
    re.VERBOSE,
)
_SCHEME = re.compile(r"(?:jdbc:)?(?P<adapter>\w+):")
_ADAPTER_LINE = re.compile(
    r"""^[ \t]*(?:adapter:[ \t]*["']?|url:[ \t]*["']?(?:jdbc:)?(?=\w+:))(?P<adapter>\w+)""",
    re.MULTILINE,
)
_ADAPTER_IN_CODE = re.compile(
    r"""["'](postgresql|postgis|mysql2|trilogy|sqlite3|cockroachdb)["']"""
)


@dataclass(frozen=True)
class DatabaseConfig:
    """A database as configured (ActiveRecord::DatabaseConfigurations::HashConfig).

    `adapter` is Rails' name of it, such as "mysql2", or None when only running the file would tell.
    `migrations_paths` are folders relative to the app, those of production first; none of them
    means Rails' default. `schema_dump` is a file name below `db/`, None for Rails' default.
    `database_tasks` is False for replicas and others that Rails does not migrate.
    """

    name: str
    adapter: str | None = None
    migrations_paths: tuple[str, ...] = ()
    schema_dump: str | None = None
    database_tasks: bool = True


def read_database_yml(text: str) -> tuple[DatabaseConfig, ...]:
    """Every database, those of production first; at least one.

    When the text is no YAML unless its ERB is run, there is one database, `primary`, whose adapter
    is known if all adapters in the text are of one family.
    """
    yaml_text = _TAG.sub(_output, text)
    named = _agreed([line["adapter"] for line in _ADAPTER_LINE.finditer(yaml_text)])
    code = (tag["code"] for tag in _TAG.finditer(text) if not tag["code"].startswith("#"))
    named_in_code = _agreed(_ADAPTER_IN_CODE.findall("\n".join(code)))
    databases = _databases(yaml_text)
    if not databases:
        return (DatabaseConfig("primary", named or named_in_code),)
    chosen_by_code = _BRANCH.search(text) is not None and named is None
    return tuple(
        _config(name, entries, None if chosen_by_code else _adapter(entries[0]) or named_in_code)
        for name, entries in databases.items()
    )


def _output(tag: re.Match[str]) -> str:
    """What a tag leaves in the YAML: a text that stands in the code, or a sign for an unknown."""
    if not tag["output"]:
        return ""
    written = _WRITTEN_OUT.fullmatch(tag["code"])
    return written["text"] if written else _UNKNOWN


def _databases(yaml_text: str) -> dict[str, list[_Mapping]]:
    """What each environment says of a database, by its name."""
    document = _parsed(yaml_text)
    databases: dict[str, list[_Mapping]] = {}
    for environment in ENVIRONMENTS:
        for name, entry in _databases_of(document.get(environment, "")):
            databases.setdefault(name, []).append(entry)
    return databases


def _parsed(yaml_text: str) -> _Mapping:
    """The document, every scalar as text and no merge key resolved; empty when it is no mapping."""
    if not yaml_text.strip():
        return {}
    import yaml

    try:  # not the loader in C, which deep nesting crashes
        document = yaml.load(yaml_text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _databases_of(environment: _Yaml) -> Iterator[tuple[str, _Mapping]]:
    """As ActiveRecord::DatabaseConfigurations#build_configs: only mappings in it name databases."""
    if isinstance(environment, str) and "://" in environment:
        yield "primary", {"url": environment}
    if not isinstance(environment, dict):
        return
    merged = _merged(environment)
    entries = {name: entry for name, entry in merged.items() if isinstance(entry, dict)}
    if merged and len(entries) == len(merged):
        yield from ((name, _merged(entry)) for name, entry in entries.items())
    elif merged:
        yield "primary", merged


def _merged(mapping: _Mapping) -> _Mapping:
    """The mapping with what its merge keys bring in; each source is entered once."""
    sources: list[_Mapping] = []
    waiting: list[_Yaml] = [mapping]
    while waiting:
        source = waiting.pop(0)
        if isinstance(source, list):
            waiting = [*source, *waiting]
        elif isinstance(source, dict) and not any(source is known for known in sources):
            sources.append(source)
            waiting.insert(0, source.get("<<", ""))
    merged = {key: value for source in reversed(sources) for key, value in source.items()}
    merged.pop("<<", None)
    return merged


def _config(name: str, entries: Sequence[_Mapping], adapter: str | None) -> DatabaseConfig:
    first = entries[0]
    dump = first.get("schema_dump")
    return DatabaseConfig(
        name=name,
        adapter=adapter,
        migrations_paths=tuple(dict.fromkeys(_migrations_paths(entries))),
        schema_dump=dump if isinstance(dump, str) and dump.endswith((".rb", ".sql")) else None,
        database_tasks=first.get("replica") != "true" and first.get("database_tasks") != "false",
    )


def _adapter(entry: _Mapping) -> str | None:
    """A URL outweighs `adapter`, as in ActiveRecord::DatabaseConfigurations::UrlConfig."""
    url, adapter = entry.get("url"), entry.get("adapter")
    scheme = _SCHEME.match(url) if isinstance(url, str) else None
    if scheme:
        return scheme["adapter"]
    return adapter if isinstance(adapter, str) and re.fullmatch(r"\w+", adapter) else None


def _migrations_paths(entries: Iterable[_Mapping]) -> Iterator[str]:
    for entry in entries:
        paths = entry.get("migrations_paths", [])
        for path in paths if isinstance(paths, list) else [paths]:
            if isinstance(path, str) and path and _UNKNOWN not in path:
                yield normpath(path)


def _agreed(adapters: Sequence[str]) -> str | None:
    """The first of the adapters if there are any and all are of one family, else None."""
    families = {family(adapter) or adapter for adapter in adapters}
    return adapters[0] if len(families) == 1 else None
