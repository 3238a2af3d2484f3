"""Which words of a line count as a label of an enum, and as what."""

import pytest

from wishare_lint.rails.enums.label_text import mentions, method_calls, traits


def kinds(line: str) -> list[tuple[str, str, str]]:
    """Kind, text and receiver of what a line says of the label `gone` of the attribute `status`."""
    found = [*mentions(line, "status", "statuses", "gone"), *method_calls(line, ["gone"])]
    return [(one.kind, line[one.start : one.end], one.receiver) for one in found]


@pytest.mark.parametrize(
    ("line", "kind", "text", "receiver"),
    [
        ("order.update!(status: :gone)", "assigned", ":gone", ""),
        ("order.status = 'gone'", "assigned", "'gone'", "order"),
        ('{ "status" => "gone" }', "assigned", '"gone"', ""),
        ("status { :gone }", "assigned", ":gone", ""),
        ("f.radio_button :status, :gone", "assigned", ":gone", ""),
        ("Order.where(status: [:live, :gone])", "condition", ":gone", ""),
        ("Order.find_by(status: %w[live gone])", "condition", "gone", ""),
        ('@order.status == "gone"', "comparison", '"gone"', "order"),
        ('"gone" == order.status', "comparison", '"gone"', "order"),
        ("%w[live gone].include?(order.status)", "comparison", "gone", "order"),
        ("order.status.in?(%w[live gone])", "comparison", "gone", "order"),
        ('expect(order.status).to eq("gone")', "comparison", '"gone"', "order"),
        ('assert_equal "gone", order.status', "comparison", '"gone"', "order"),
        ("Order.statuses[:gone]", "mapping", ":gone", "Order"),
        ("Order.statuses.fetch('gone')", "mapping", "'gone'", "Order"),
        ("order&.gone?", "method", "gone?", "order"),
        ("self.gone!", "method", "gone!", "self"),
        ("return if gone?", "method", "gone?", ""),
        ("after_save :tell, if: :gone?", "method", ":gone?", ""),
        ("orders.select(&:gone?)", "method", ":gone?", "&"),
        ("order.try(:gone?)", "method", ":gone?", "&"),
        ("expect(order).to be_gone", "method", "be_gone", "&"),
        ("Order.gone.count", "scope", "gone", "Order"),
        ("orders.not_gone", "scope", "not_gone", "orders"),
        ("Order.where(id: 1).gone", "scope", "gone", ")"),
    ],
)
def test_a_use_of_the_label_is_read(line: str, kind: str, text: str, receiver: str) -> None:
    found = kinds(line)
    assert len(found) == 1
    assert found[0][:2] == (kind, text)
    assert found[0][2] == receiver


@pytest.mark.parametrize(
    "line",
    [
        'puts "gone"',
        "gone = orders.first",
        "state: :gone",
        "status: :gone_for_good",
        "status: :live, reason: :gone",
        ":gone => 1",
        "order.gone = true",
        "order.gone_at",
        "long_gone?",
        '<p class="gone">',
        '<p data-status="gone">',
        "statuses.each { |gone| gone }",
    ],
)
def test_a_word_that_means_something_else_is_no_use(line: str) -> None:
    assert kinds(line) == []


def test_a_factory_is_asked_for_the_trait_of_the_label() -> None:
    line = "create(:order, :paid, :gone, number: 1)"
    assert [line[one.start : one.end] for one in traits(line, ["order"], "gone")] == [":gone"]
    assert list(traits("create(:invoice, :gone)", ["order"], "gone")) == []
