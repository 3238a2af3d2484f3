"""GitHub's line hash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wishare_lint.output.line_hash import line_hashes

GREETINGS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        (
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
            [
                "8b7cf3e952e7aeb2:1",
                "b1ae1287ec4718d9:1",
                "bff680108adb0fcc:1",
                "c6805c5e1288b612:1",
                "b86d3392aea1be30:1",
                "e6ceba753e1a442:1",
            ],
        ),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETINGS),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETINGS),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETINGS),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETINGS),
        (
            "Lorem ipsum dolor sit amet.\n" * 10,
            [
                "a7f2ff13bc495cf2:1",
                "a7f2ff13bc495cf2:2",
                "a7f2ff13bc495cf2:3",
                "a7f2ff13bc495cf2:4",
                "a7f2ff13bc495cf2:5",
                "a7f2ff13bc495cf2:6",
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
        (
            "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n",
            [
                "e54938cc54b302f1:1",
                "bb609acbe9138d60:1",
                "1131fd5871777f34:1",
                "5c482a0f8b35ea28:1",
                "54517377da7028d2:1",
                "2c644846cb18d53e:1",
                "f1b89f20de0d133:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
    ],
)
def test_the_published_values_of_codeql_action(text: str, hashes: list[str]) -> None:
    wanted = range(1, len(hashes) + 2)
    assert line_hashes(text, wanted) == dict(enumerate(hashes, start=1))


def test_only_wanted_lines_are_hashed_and_earlier_ones_still_count() -> None:
    assert line_hashes("a\n" * 200, [3]) == {3: line_hashes("a\n" * 200, [1])[1][:-1] + "3"}


def test_a_line_past_the_end_has_no_hash() -> None:
    assert line_hashes("one line", [1, 2, 7]).keys() == {1}


def test_nothing_wanted_is_nothing() -> None:
    assert line_hashes("text", []) == {}


def rolling(text: str) -> dict[int, str]:
    """The definition, word by word: a window of 100 units that rolls over the text."""
    units = _units(text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = [unit for unit in units if unit not in (ord(" "), ord("\t"))]
    starts = [0, *(index + 1 for index, unit in enumerate(kept) if unit == ord("\n"))]
    stream = [*kept, 0xFFFF, *[0] * 100]
    counts: dict[int, int] = {}
    hashes = {}
    for number, start in enumerate(starts, start=1):
        value = 0
        for power, unit in enumerate(stream[start : start + 100]):
            value += unit * 37 ** (99 - power)
        value %= 2**64
        counts[value] = counts.get(value, 0) + 1
        hashes[number] = f"{value:x}:{counts[value]}"
    return hashes


def _units(text: str) -> list[int]:
    data = text.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]


@given(st.text(st.sampled_from("ab \t\n\r\0é名🎉\ufeff"), max_size=300))
def test_the_value_is_the_polynomial_of_the_definition(text: str) -> None:
    expected = rolling(text)
    assert line_hashes(text, range(1, len(expected) + 1)) == expected
