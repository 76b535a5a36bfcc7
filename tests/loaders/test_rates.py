"""Subsidy rates: exact fractions where they are printed, with whom they are for and when."""

import json
from collections import Counter
from pathlib import Path

import pytest

from shisaku.loaders.caps import read_caps
from shisaku.loaders.document import decode
from shisaku.loaders.fixed_grants import read_fixed_grants
from shisaku.loaders.headings import read_outline
from shisaku.loaders.rates import read_rates
from shisaku.loaders.records import Rate, Reading

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "ch01-09" / "structure.json"


def rates_in(text: str) -> tuple[Rate, ...]:
    """Read the rates of a few lines."""
    document = decode(text.encode(), "lines.txt")
    return read_rates(document, read_outline(document))


def rate_at(reading: Reading, line: int, order: int = 0) -> Rate:
    """Give a rate of the 2024 document by its line."""
    return [rate for rate in reading.rates if rate.span.line == line][order]


def test_every_rate_of_the_document_is_read_once(reading: Reading) -> None:
    assert len(reading.rates) == 40
    assert rate_at(reading, 1468).kind == "national-share"
    assert (rate_at(reading, 1984).text, rate_at(reading, 1984).denominator) == ("1 / 2", 2)


@pytest.mark.parametrize(
    ("line", "order", "qualifiers"),
    [
        (752, 0, ("in-principle",)),
        (895, 0, ("and-others",)),
        (895, 1, ("and-others",)),
        (897, 0, ("exact",)),
        (1570, 0, ("maximum",)),
        (2040, 1, ("raised-in-part",)),
    ],
)
def test_what_is_printed_about_a_fraction_is_kept(
    reading: Reading, line: int, order: int, qualifiers: tuple[str, ...]
) -> None:
    assert rate_at(reading, line, order).qualifiers == qualifiers


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("①鐘、灯器の購入費に対する助成（補助率：最大1/2）", "鐘、灯器の購入費"),
        ("さらに、灯台守を招く際の費用の1/2補助を実施。", "灯台守を招く際の費用"),
        ("費用の1/2を補助", None),
        ("港で鐘を鳴らす「見学会」を、秋に実施（国費10/10補助）", "見学会"),
        ("霧笛を鳴らす台の改築を支援（※）する。\n\n※原則1/2の補助", "台の改築"),
        ("霧笛を鳴らす台の改築を支援する。\n\n※原則1/2の補助", None),
        ("灯台を置く。鐘楼の補修を助成。\n（補助率：1/2）", "鐘楼の補修"),
        ("灯台を置き、台の建て替えを支援（補助率：1/2）", None),  # where the noun begins is unclear
        ("灯台を置く。\n\n（補助率：1/2）", None),
        ("【予算】 灯台整備費補助金（補助率 1/2）", None),
    ],
)
def test_what_is_subsidised_is_kept_where_the_sentence_says_it(
    text: str, target: str | None
) -> None:
    (rate,) = rates_in(text)

    assert rate.target == target


@pytest.mark.parametrize(
    ("line", "target", "recipients"),
    [
        (752, "エネルギー供給事業導入計画（マスタープラン）の策定", ()),
        (895, "光ファイバ等を整備", ("local-government", "telecom-carrier")),
        (897, "光ファイバ等を維持管理", ("local-government",)),
        (924, "5G基地局等を整備", ("local-government", "telecom-carrier")),
        (931, "携帯電話等の中継施設を整備", ("local-government", "association")),
        (1468, "講習会", ()),
    ],
)
def test_a_rate_is_for_what_and_whom_the_sentence_before_it_names(
    reading: Reading, line: int, target: str, recipients: tuple[str, ...]
) -> None:
    rates = [rate for rate in reading.rates if rate.span.line == line]

    assert {(rate.target, rate.recipients) for rate in rates} == {(target, recipients)}


def test_every_gold_rate_has_a_target_or_a_base(reading: Reading) -> None:
    of_gold = [rate for rate in reading.rates if rate.span.line <= 1810]

    assert [rate.span.line for rate in of_gold if not (rate.target or rate.base)] == []


def test_fixed_grants_have_no_fraction() -> None:
    document = decode("補助率：定額、1/2以内\n鐘に定額を補助\n定額で売る\n".encode(), "lines.txt")

    grants = read_fixed_grants(document, read_outline(document))

    assert [(grant.span.line, grant.span.text) for grant in grants] == [(1, "定額"), (2, "定額")]


def test_conditions_are_words_and_bounds(reading: Reading) -> None:
    rate = rate_at(reading, 1204)
    (condition,) = rate.conditions

    assert (rate.target, rate.recipients) == ("自治体", ("local-government",))
    assert condition.variable == "fiscal-capability-index"
    assert dict(condition.bounds) == {"above": "0.5", "atMost": "0.8"}
    assert [c.text for c in rate_at(reading, 1730).conditions] == [
        "条件不利地域",
        "財政力指数0.5以下",
    ]
    assert rate_at(reading, 897).base == "収支赤字"


@pytest.mark.parametrize(
    ("text", "fractions"),
    [
        ("（補助率：2/3）", [(2, 3)]),
        ("費用の１／２を補助", [(1, 2)]),
        ("費用の３分の２以内を補助", [(2, 3)]),
        ("充当率９０％、元利償還金の交付税措置率は70%", [(90, 100), (70, 100)]),
        ("補助金の申請は前の年の80%にとどまる", []),
        ("交付率 3/4、事業者 1/2", [(3, 4), (1, 2)]),
        ("<補助率>\n\n都道府県\t1/2\n市町村\t1/3", [(1, 2), (1, 3)]),
        ("・ 定額、1/2以内", [(1, 2)]),
        ("開催日 4/12", []),
        ("補助の申請は 2024/4/12 まで", []),
        ("割合は1/2", []),
        ("補助率 3/2", []),
    ],
)
def test_a_fraction_is_a_rate_only_where_the_print_says_so(
    text: str, fractions: list[tuple[int, int]]
) -> None:
    assert [(rate.numerator, rate.denominator) for rate in rates_in(text)] == fractions


def test_the_gold_rates_are_read(reading: Reading) -> None:
    if not GOLD.is_file():
        pytest.skip("../shared is not here")
    gold = Counter(
        (rate["line"], rate["numerator"], rate["denominator"], rate["qualifier"].split(" (")[0])
        for rate in json.loads(GOLD.read_text(encoding="utf-8"))["rates"]
    )
    names = {"maximum": "at most", "in-principle": "in principle", "and-others": "and others"}

    read = Counter(
        (rate.span.line, rate.numerator, rate.denominator, names.get(q, q))
        for rate in reading.rates
        for q in rate.qualifiers
        if rate.span.line <= 1810  # the gold's last line
    )

    assert read == gold


def test_a_cap_is_exact_yen_with_the_ratio_it_depends_on(reading: Reading) -> None:
    stepped = [cap for cap in reading.caps if cap.span.line == 739]
    caps = [(cap.yen, [dict(c.bounds) for c in cap.conditions]) for cap in stepped]

    assert caps == [
        (25_000_000, []),
        (35_000_000, [{"atLeast": "1.5", "below": "2"}]),
        (50_000_000, [{"atLeast": "2"}]),
    ]
    assert {c.variable for cap in stepped for c in cap.conditions} == {"loan-to-grant-ratio"}


def test_a_cap_in_a_column_holds_for_what_its_head_says(reading: Reading) -> None:
    in_columns = [cap for cap in reading.caps if cap.span.line == 3268]

    assert [(cap.yen, [c.text for c in cap.conditions]) for cap in in_columns] == [
        (3_000_000, ["フェーズ 1", "/年"]),
        (20_000_000, ["フェーズ 2", "/年"]),
    ]


@pytest.mark.parametrize(
    ("text", "caps"),
    [
        ("灯台改修の助成金は一基につき最大2,000万円", [(20_000_000, [])]),
        ("１件当たりの補助上限額：１，０００万円", [(10_000_000, [])]),
        (
            "【甲】【乙】\n支援金：最大1億円 支援金：最大2億円",
            [(100_000_000, ["甲"]), (200_000_000, ["乙"])],
        ),
        (
            "【甲】【乙】の別\n支援金：最大1億円 支援金：最大2億円",
            [(100_000_000, []), (200_000_000, [])],
        ),
        ("輸出は最大2,000万円", []),
    ],
)
def test_a_cap_is_called_one_where_it_is_printed(
    text: str, caps: list[tuple[int, list[str]]]
) -> None:
    document = decode(text.encode(), "lines.txt")

    found = read_caps(document, read_outline(document))

    assert [(cap.yen, [c.text for c in cap.conditions]) for cap in found] == caps


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "（補助率：１／２、財政力指数０．５以下は２／３）",
            ("財政力指数０．５以下", {"atMost": "0.5"}),
        ),
        ("補助率 3/4（離島は9/10）", ("離島", {})),
    ],
)
def test_a_second_rate_holds_for_whom_it_is_printed(
    text: str, condition: tuple[str, dict[str, str]]
) -> None:
    first, second = rates_in(text)

    assert first.conditions == ()
    assert [(c.text, dict(c.bounds)) for c in second.conditions] == [condition]


def test_a_table_of_rates_is_about_the_item_that_its_title_numbers(reading: Reading) -> None:
    rates = [rate_at(reading, 1725, 2), rate_at(reading, 1728), rate_at(reading, 1740)]

    assert [rate.part[-1] for rate in rates] == [("i", "1"), ("i", "2"), ("i", "3")]
    assert rates[0].target == "民放ラジオの難聴解消支援"
    assert [c.text for c in rates[0].conditions] == ["都市型難聴"]


def test_a_line_of_many_caps_gives_each() -> None:
    text = "上限1億円、2倍以上、" * 5_000
    document = decode(text.encode(), "lines.txt")

    assert len(read_caps(document, read_outline(document))) == 5_000
