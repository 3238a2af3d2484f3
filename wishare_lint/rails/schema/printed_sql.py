"""Whether two SQL expressions are one, though a database prints what it was given in its own way.

PostgreSQL adds parentheses and casts (`upper((name)::text)`), and writes `IN` as an array; source:
ruleutils.c, and runs on 15.
"""

import re

_STRING = re.compile(r"'(?:[^']|'')*'")
_CAST = re.compile(
    r"::\s*(?:character varying|double precision|bit varying|[a-z]\w*)"
    r"(?:\s*\(\d+(?:,\s*\d+)?\))?(?:\s+with(?:out)? time zone)?(?:\[\])*"
)
_ANY = re.compile(r"=\s*any\s*\(+\s*array\s*\[([^\]]*)\]\s*\)+")
_ALL = re.compile(r"<>\s*all\s*\(+\s*array\s*\[([^\]]*)\]\s*\)+")


def same_sql(one: object, other: object) -> bool:
    """Whether they are the same but for what a database adds when it prints an expression."""
    return one == other or _bare(one) == _bare(other)


def _bare(sql: object) -> str:
    """Without casts, parentheses, quotes of names and spaces, in small letters but for strings."""
    strings: list[str] = []

    def kept(match: re.Match[str]) -> str:
        strings.append(match[0])
        return f"'{len(strings) - 1}'"

    text = _CAST.sub("", _STRING.sub(kept, str(sql)).lower())
    text = _ALL.sub(r"not in (\1)", _ANY.sub(r"in (\1)", text)).replace("!=", "<>")
    text = "".join(character for character in text if character not in '()"` \n')
    return re.sub(r"'(\d+)'", lambda match: strings[int(match[1])], text)
