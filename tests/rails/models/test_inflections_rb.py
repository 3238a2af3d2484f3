import pytest

from wishare_lint.rails.models.inflections_rb import read_inflector
from wishare_lint.rails.models.inflector import Inflector


def added(*lines: str) -> Inflector:
    body = "\n".join(f"  {line}" for line in lines)
    return read_inflector(f"ActiveSupport::Inflector.inflections(:en) do |inflect|\n{body}\nend\n")


def test_an_empty_initialiser_leaves_rails_as_it_is() -> None:
    assert read_inflector("") == Inflector()


def test_acronyms_are_read() -> None:
    assert added('inflect.acronym "API"', "inflect.acronym('OAuth')").acronyms == ("API", "OAuth")


def test_irregular_words_are_read() -> None:
    assert added("inflect.irregular 'datum', 'data'").table_name("Datum") == "data"


@pytest.mark.parametrize(
    "words",
    [
        "%w( staff feedback )",
        "%w[staff feedback]",
        '"staff", "feedback"',
        '["staff",\n    "feedback"]',
        "(%w[staff feedback].freeze)",
        ":staff, :feedback",
    ],
)
def test_uncountable_words_are_read_in_each_way_to_write_a_list(words: str) -> None:
    inflector = added(f"inflect.uncountable {words}")

    assert inflector.table_name("Staff") == "staff"
    assert inflector.table_name("Feedback") == "feedback"


@pytest.mark.parametrize(
    "rule",
    [
        r"inflect.plural /^(hous)e$/i, '\1en'",
        r'inflect.plural(/^(hous)e\z/i, "\\1en")',
        r"inflect.plural %r{\A(hous)e\z}, '\1en'",
        r"inflect.plural /\A(?<stem>house?)/, '\0n'",
        "inflect.plural 'house', 'housen'",
    ],
)
def test_patterns_and_texts_are_rules(rule: str) -> None:
    assert added(rule).pluralize("house") == "housen"


def test_a_rule_for_singulars_is_read() -> None:
    assert added(r"inflect.singular /^(hous)en$/i, '\1e'").classify("housen") == "House"


def test_comments_are_not_rules() -> None:
    text = "# inflect.acronym 'API'\n=begin\ninflect.acronym 'UI'\n=end\ninflect.acronym 'HQ'\n"

    assert read_inflector(text).acronyms == ("HQ",)


def test_rules_of_other_languages_are_left_out() -> None:
    text = """
    ActiveSupport::Inflector.inflections(:es) do |inflect|
      inflect.plural(/$/, "es")
    end
    ActiveSupport::Inflector.inflections do |inflect|
      inflect.acronym "API"
    end
    """

    assert read_inflector(text) == Inflector().with_acronym("API")


@pytest.mark.parametrize(
    "rule",
    [
        'inflect.acronym "#{name}"',
        "inflect.acronym NAME",
        "inflect.irregular 'datum'",
        "inflect.irregular '', ''",
        r"inflect.plural /(\p{L}+)o$/, '\1oes'",
        r"inflect.plural /(/, 'x'",
        f"inflect.plural /{'(' * 5000}{')' * 5000}/, 'x'",
        "inflect.plural",
    ],
)
def test_what_is_not_written_out_or_not_understood_is_left_out(rule: str) -> None:
    assert added(rule) == Inflector()


def test_a_group_that_is_not_there_is_empty() -> None:
    assert added(r"inflect.plural /house$/, 'home\4s'").pluralize("house") == "homes"
