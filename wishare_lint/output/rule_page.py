"""The page of a rule, as plain text and as Markdown."""

from collections.abc import Iterator
from textwrap import indent

from wishare_lint.finding import RuleInfo
from wishare_lint.output.markup import code_block


def plain(rule: RuleInfo) -> str:
    """The page for readers that show text only; code is indented."""
    examples = [f"{caption}:\n\n{indent(code, '    ')}" for caption, code in _examples(rule)]
    return "\n\n".join([*_paragraphs(rule), *examples])


def markdown(rule: RuleInfo) -> str:
    """The page in Markdown, without a heading of its own."""
    examples = [f"**{caption}**\n\n{code_block(code)}" for caption, code in _examples(rule)]
    return "\n\n".join([*_paragraphs(rule), *examples])


def _paragraphs(rule: RuleInfo) -> list[str]:
    return [text for text in (rule.title, rule.why, rule.advice) if text]


def _examples(rule: RuleInfo) -> Iterator[tuple[str, str]]:
    """The examples with their captions; a rule about a difference shows the deployed code first,
    and one about the history what was deployed before."""
    if rule.past:
        yield "Once", rule.past.strip("\n")
    for caption, before, code in (
        ("Bad", rule.bad_before, rule.bad),
        ("Good", rule.good_before, rule.good),
    ):
        if before:
            yield f"{caption}: deployed", before.strip("\n")
        if code:
            yield f"{caption}: changed" if before else caption, code.strip("\n")
