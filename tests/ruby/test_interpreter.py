"""The interpreter follows what is literal, decides what it can, and says Unknown of the rest."""

from tests.ruby.reading import Listener, calls, conditions, value
from wishare_lint.ruby.values import Unknown

# Loops


def test_a_loop_over_a_literal_is_unrolled() -> None:
    assert calls("%i[a b].each { |x| add x }") == [("add", ("a",)), ("add", ("b",))]


def test_a_loop_over_a_hash_gives_key_and_value() -> None:
    assert calls("{ a: 1 }.each { |key, value| add key, value }") == [("add", ("a", 1))]
    assert calls("{ a: 1 }.each_pair do |key, value| add(key, value) end") == [("add", ("a", 1))]


def test_a_loop_over_pairs_spreads_them() -> None:
    assert calls("[[:a, 1], [:b, 2]].each { |x, y| add x, y }") == [
        ("add", ("a", 1)),
        ("add", ("b", 2)),
    ]


def test_a_nested_pattern_in_block_parameters() -> None:
    assert calls("[[:a, [1, 2]]].each { |x, (y, z)| add x, y, z }") == [("add", ("a", 1, 2))]


def test_numbered_and_it_parameters() -> None:
    assert calls("[:a].each { add _1 }") == [("add", ("a",))]
    assert calls("[:a].each { add it }") == [("add", ("a",))]


def test_times_and_upto_and_for() -> None:
    assert calls("2.times { |i| add i }") == [("add", (0,)), ("add", (1,))]
    assert calls("1.upto(2) { |i| add i }") == [("add", (1,)), ("add", (2,))]
    assert calls("for i in [1, 2] do add i end") == [("add", (1,)), ("add", (2,))]


def test_each_with_index() -> None:
    assert calls("%w[a b].each_with_index { |x, i| add x, i }") == [
        ("add", ("a", 0)),
        ("add", ("b", 1)),
    ]


def test_next_leaves_one_round_only() -> None:
    assert calls("[1, 2].each { |i| next if i == 1; add i }") == [("add", (2,))]


def test_an_endless_loop_is_cut_and_reported() -> None:
    listener = Listener("def a = b\ndef b = a\na\n")
    assert [reason for _, reason in listener.unreadable] == ["nested too deeply"]


def test_a_huge_loop_is_cut_and_reported() -> None:
    listener = Listener("9_999.times { |i| 9_999.times { |j| x = i } }")
    assert [reason for _, reason in listener.unreadable] == ["too many steps"]


# Variables and constants


def test_local_variables_and_operators() -> None:
    assert value("a = 1\na += 2\na") == 3
    assert value("a ||= 5\na") == 5
    assert value("a, (b, *c) = 1, [2, 3, 4]\n[a, b, c]") == (1, 2, (3, 4))


def test_a_block_sets_the_variables_around_it() -> None:
    assert value("total = 0\n[1, 2].each { |x| total += x }\ntotal") == 3


def test_instance_variables() -> None:
    assert calls("def go\n  @t = :users\n  use\nend\ndef use = add(@t)\ngo") == [
        ("add", ("users",))
    ]


def test_constants_of_the_file() -> None:
    assert value("class A\n  X = %w[a b].freeze\nend\nA::X") == ("a", "b")


def test_a_constant_may_stand_on_another() -> None:
    assert value("A = 1\nB = [A, 2]\nB") == (1, 2)


def test_a_constant_that_needs_itself_is_unknown() -> None:
    assert isinstance(value("A = B\nB = A\nA"), Unknown)


# Conditions


def test_a_known_condition_is_decided() -> None:
    assert calls("if 1 == 1 then yes else no end") == [("yes", ())]
    assert calls("no unless true") == []
    assert value("nil ? 1 : 2") == 2
    assert value("false || 3") == 3


def test_under_an_unknown_condition_both_branches_are_followed() -> None:
    assert conditions("if ready?\n  a\nelse\n  b\nend")[1:] == [
        ("a", ("ready?",)),
        ("b", ("not ready?",)),
    ]


def test_a_return_under_an_unknown_condition_leaves_the_rest_conditional() -> None:
    assert conditions("def go\n  return if ready?\n  a\nend\ngo\nb")[1:] == [
        ("a", ("not ready?",)),
        ("b", ()),
    ]


def test_a_known_return_ends_the_method() -> None:
    assert calls("def go\n  return if true\n  a\nend\ngo\nb") == [("b", ())]


def test_variables_that_differ_after_the_branches_are_unknown() -> None:
    assert value("x = 1\nif unknown?\n  x = 2\nend\nx") == Unknown("x")
    assert value("x = 1\nif unknown?\n  x = 1\nend\nx") == 1


def test_case_with_a_known_subject_is_decided() -> None:
    code = "case :b\nwhen :a then one\nwhen :b, :c then two\nelse three\nend"
    assert calls(code) == [("two", ())]


def test_case_with_an_unknown_subject_follows_all_branches() -> None:
    found = conditions("case kind\nwhen :a then one\nelse two\nend")
    assert found[1:] == [("one", ("kind is :a",)), ("two", ("else",))]


def test_and_makes_the_right_side_conditional() -> None:
    assert conditions("ready? && go")[1] == ("go", ("ready?",))


def test_rescue_bodies_are_conditional() -> None:
    assert conditions("begin\n  a\nrescue Error => e\n  b\nend") == [
        ("a", ()),
        ("b", ("an error is rescued",)),
    ]


# Methods and blocks


def test_a_method_of_the_class_is_entered_with_its_arguments() -> None:
    code = "def go(a, b = 2, *rest, c:, d: 4, **more)\n  add a, b, rest, c, d, more\nend\n"
    assert calls(code + "go 1, c: 3, e: 5") == [("add", (1, 2, (), 3, 4, {"e": 5}))]
    assert calls(code + "go 1, 9, 8, c: 3") == [("add", (1, 9, (8,), 3, 4, {}))]


def test_keywords_for_a_method_without_them_arrive_as_a_hash() -> None:
    assert calls("def go(options = {}) = add(options)\ngo(a: 1)") == [("add", ({"a": 1},))]


def test_yield_and_a_block_that_is_passed_on() -> None:
    assert calls("def each_one\n  yield 1\n  yield 2\nend\neach_one { |x| add x }") == [
        ("add", (1,)),
        ("add", (2,)),
    ]
    assert calls(
        "def outer(&block) = inner(&block)\ndef inner = yield(7)\nouter { |x| add x }"
    ) == [("add", (7,))]


def test_send_with_a_known_name_is_the_call_itself() -> None:
    assert calls("send(:add, 1)\npublic_send('add', 2)") == [("add", (1,)), ("add", (2,))]


def test_a_lambda_may_be_called() -> None:
    assert calls("twice = ->(x) { add x }\ntwice.call(3)\ntwice.(4)") == [
        ("add", (3,)),
        ("add", (4,)),
    ]


def test_the_value_of_a_method_is_what_it_returns() -> None:
    assert value("def table = :users\ntable") == Unknown("table")
    assert calls("def table = :users\nadd table") == [("add", ("users",))]


# Ruby's own methods


def test_collections_are_computed() -> None:
    assert value("%w[a b].each_with_index.to_h") == {"a": 0, "b": 1}
    assert value("%i[a b].index_with(&:to_s)") == {"a": "a", "b": "b"}
    assert value("%w[a b].map(&:to_sym).zip([1, 2]).to_h") == {"a": 1, "b": 2}
    assert value("%w[a b].to_h { |x| [x.to_sym, x.upcase] }") == {"a": "A", "b": "B"}
    assert value("{ a: 1 }.merge(b: 2).except(:a)") == {"b": 2}
    assert value("{ a: 1 }.transform_values(&:to_s)") == {"a": "1"}
    assert value("{ a: 1 }.invert.keys.first") == 1
    assert value("(%w[a] + %w[b] - %w[a]).join(',')") == "b"
    assert value("[1, [2, [3]]].flatten.sum") == 6


def test_a_method_that_is_not_known_is_unknown() -> None:
    assert value("[1].frobnicate") == Unknown("[1].frobnicate")
    assert value("'a'.to_time") == Unknown("'a'.to_time")
