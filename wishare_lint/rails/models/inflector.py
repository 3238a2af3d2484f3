"""Names as Rails forms them: the table of a class, the class of a table, singular and plural."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property


@dataclass(frozen=True)
class InflectionRule:
    r"""Where `pattern` first matches, `replacement` is put; `\1` stands for the first group."""

    pattern: re.Pattern[str]
    replacement: str

    def apply(self, word: str) -> str | None:
        """The word after this rule, or None when the rule says nothing about it."""
        match = self.pattern.search(word)
        if match is None:
            return None
        groups = (match[0], *match.groups(""))
        put = re.sub(
            r"\\(\d)", lambda digit: "".join(groups[int(digit[1]) :][:1]), self.replacement
        )
        return word[: match.start()] + put + word[match.end() :]


def _rules(*pairs: tuple[str, str]) -> tuple[InflectionRule, ...]:
    return tuple(InflectionRule(re.compile(rule, re.IGNORECASE), put) for rule, put in pairs)


RAILS_UNCOUNTABLES = frozenset(
    {
        "equipment",
        "fish",
        "information",
        "jeans",
        "money",
        "police",
        "rice",
        "series",
        "sheep",
        "species",
    }
)
"""The words without a plural in active_support/inflections.rb."""

# What the library `inflection` says otherwise than active_support/inflections.rb.
_RAILS_PLURALS = _rules(
    (r"(hum)an$", r"\1en"),
    (r"(cow|kine|potato)$", r"\1s"),
    (r"(?<=.)([ml](?:ouse|ice))$", r"\1s"),
    (r"(passers?b)y$", r"\1ies"),
)
_RAILS_SINGULARS = _rules((r"((?<=.)[ml]ice|kine|passersby)$", r"\1"))


@dataclass(frozen=True)
class Inflector:
    """The inflections of one app, for English, which is what Rails names tables by.

    `plurals` and `singulars` are the app's own rules, the one that counts first standing first;
    behind them come those of Rails (active_support/inflector/inflections.rb).
    """

    plurals: tuple[InflectionRule, ...] = ()
    singulars: tuple[InflectionRule, ...] = ()
    uncountables: frozenset[str] = RAILS_UNCOUNTABLES
    acronyms: tuple[str, ...] = ()

    def table_name(self, class_name: str) -> str:
        """The table of a model without prefix or suffix: `Admin::OrderItem` → `order_items`.

        As ActiveRecord::ModelSchema#undecorated_table_name. Prefixes of modules and parents are
        facts of these modules and parents, so they are the caller's.
        """
        return self.pluralize(self.underscore(class_name.rpartition("::")[2]))

    def classify(self, table_name: str) -> str:
        """The class of a table, which may be qualified: `shop.order_items` → `OrderItem`."""
        return self.camelize(self.singularize(table_name.rpartition(".")[2]))

    def camelize(self, term: str) -> str:
        """The constant of an underscored path: `admin/order_item` → `Admin::OrderItem`."""
        head = re.sub(r"^[a-z\d]*", lambda match: self._capitalize(match[0]), term, count=1)
        joined = re.sub(
            r"(?:_|(/))([A-Za-z\d]*)",
            lambda match: (match[1] or "") + self._capitalize(match[2]),
            head,
        )
        return joined.replace("/", "::")

    def underscore(self, class_name: str) -> str:
        """The path of a constant: `Admin::OrderItem` → `admin/order_item`."""
        if class_name not in self._paths:
            self._paths[class_name] = self._underscored(class_name)
        return self._paths[class_name]

    def _underscored(self, class_name: str) -> str:
        path = self._acronym_in_constant.sub(
            lambda match: ("_" if match[1] else "") + match[2].lower(),
            class_name.replace("::", "/"),
        )
        parted = re.sub(r"[A-Z](?=[A-Z][a-z])|[a-z\d](?=[A-Z])", r"\g<0>_", path)
        return parted.replace("-", "_").lower()

    def pluralize(self, word: str) -> str:
        """The plural: `category` → `categories`; a plural stays what it is."""
        if word not in self._plurals:
            import inflection

            rules = self.plurals + _RAILS_PLURALS
            self._plurals[word] = self._inflect(word, rules, inflection.pluralize)
        return self._plurals[word]

    def singularize(self, word: str) -> str:
        """The singular: `categories` → `category`; a singular mostly stays what it is."""
        if word not in self._singulars:
            import inflection

            rules = self.singulars + _RAILS_SINGULARS
            self._singulars[word] = self._inflect(word, rules, inflection.singularize)
        return self._singulars[word]

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {}

    @cached_property
    def _plurals(self) -> dict[str, str]:
        """Known plurals by word: the library tries some sixty patterns on each."""
        return {}

    @cached_property
    def _singulars(self) -> dict[str, str]:
        return {}

    def _inflect(
        self, word: str, rules: tuple[InflectionRule, ...], otherwise: Callable[[str], str]
    ) -> str:
        if not word or self._uncountable.search(word):
            return word
        for rule in rules:
            if (inflected := rule.apply(word)) is not None:
                return inflected
        return otherwise(word)

    def _capitalize(self, word: str) -> str:
        return self._acronym_by_word.get(word) or word.capitalize()

    def with_plural(self, rule: str | re.Pattern[str], put: str) -> "Inflector":
        """With `inflect.plural rule, put`: text stands for itself wherever the word has it."""
        return replace(
            self,
            plurals=(InflectionRule(_pattern(rule), put), *self.plurals),
            uncountables=self.uncountables - {rule, put},
        )

    def with_singular(self, rule: str | re.Pattern[str], put: str) -> "Inflector":
        """With `inflect.singular rule, put`: text stands for itself wherever the word has it."""
        return replace(
            self,
            singulars=(InflectionRule(_pattern(rule), put), *self.singulars),
            uncountables=self.uncountables - {rule, put},
        )

    def with_irregular(self, singular: str, plural: str) -> "Inflector":
        """With `inflect.irregular singular, plural`: any word that ends in one of the two."""
        inflector = replace(self, uncountables=self.uncountables - {singular, plural})
        for word in (singular, plural):
            inflector = inflector._with_ending(word, singular, plural)
        return inflector

    def _with_ending(self, word: str, singular: str, plural: str) -> "Inflector":
        inflector = self
        for case in (str.upper, str.lower):
            ending = re.compile(rf"{re.escape(case(word[0]))}(?i:{re.escape(word[1:])})$")
            inflector = inflector.with_plural(ending, case(plural[0]) + plural[1:])
            inflector = inflector.with_singular(ending, case(singular[0]) + singular[1:])
        return inflector

    def with_uncountables(self, *words: str) -> "Inflector":
        """With `inflect.uncountable words`: neither form changes these words."""
        return replace(self, uncountables=self.uncountables | {word.lower() for word in words})

    def with_acronym(self, word: str) -> "Inflector":
        """With `inflect.acronym word`: `HTML` makes `HTMLPage` of `html_page`, and back."""
        return replace(self, acronyms=(*self.acronyms, word))

    @cached_property
    def _acronym_by_word(self) -> dict[str, str]:
        return {acronym.lower(): acronym for acronym in self.acronyms}

    @cached_property
    def _acronym_in_constant(self) -> re.Pattern[str]:
        return re.compile(rf"(?:(?<=([A-Za-z\d]))|\b)({_any_of(self.acronyms)})(?=\b|[^a-z])")

    @cached_property
    def _uncountable(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_any_of(sorted(self.uncountables))})\Z", re.IGNORECASE)


def _pattern(rule: str | re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(re.escape(rule)) if isinstance(rule, str) else rule


def _any_of(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(map(re.escape, words)) or r"(?!)"
