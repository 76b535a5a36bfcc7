"""Subsidy rates: exact fractions where they are printed, with whom they are for and when."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from rdflib import URIRef

from shisaku.loaders.caps import read_caps
from shisaku.loaders.conclude.rates import overridden_rates
from shisaku.loaders.conclude.records import Conclusions, TermRef
from shisaku.loaders.document import decode
from shisaku.loaders.fixed_grants import read_fixed_grants
from shisaku.loaders.headings import read_outline
from shisaku.loaders.local_finance import read_local_finance
from shisaku.loaders.rate_triples import rate_triples
from shisaku.loaders.rates import read_rates
from shisaku.loaders.records import Rate, Reading
from shisaku.ontology.iris import Iris

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
    ("text", "subsidised"),
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
    text: str, subsidised: str | None
) -> None:
    (rate,) = rates_in(text)

    assert (rate.target, rate.subsidised) == (None, subsidised)


@pytest.mark.parametrize(
    ("line", "subsidised", "recipients"),
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
    reading: Reading, line: int, subsidised: str, recipients: tuple[str, ...]
) -> None:
    rates = [rate for rate in reading.rates if rate.span.line == line]

    assert {(rate.subsidised, rate.recipients) for rate in rates} == {(subsidised, recipients)}


def test_every_gold_rate_is_for_somebody_or_something(reading: Reading) -> None:
    of_gold = [rate for rate in reading.rates if rate.span.line <= 1810]

    assert [rate.span.line for rate in of_gold if not (rate.target or rate.subsidised)] == []


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
        "受信障害対策用中継局に係る事業を実施する場合",
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

    assert [(cap.yen, cap.period, [c.text for c in cap.conditions]) for cap in in_columns] == [
        (3_000_000, "P1Y", ["フェーズ 1"]),
        (20_000_000, "P1Y", ["フェーズ 2"]),
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
        ("上限は1億円。離島の場合は、上限2億円", [(100_000_000, []), (200_000_000, ["離島"])]),
        ("（補助額は上限2億円）", [(200_000_000, [])]),
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
    assert rates[0].subsidised == "民放ラジオの難聴解消支援"
    assert [c.text for c in rates[0].conditions] == ["都市型難聴"]


def test_a_line_of_many_caps_gives_each() -> None:
    text = "上限1億円、2倍以上、" * 5_000
    document = decode(text.encode(), "lines.txt")

    assert len(read_caps(document, read_outline(document))) == 5_000


def conditions_of(rate: Rate) -> list[str]:
    """Give the words of the conditions that restrict a rate."""
    return [condition.text for condition in rate.conditions if condition.restricts]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (
            "離島において、町村が灯台を整備する場合に、その費用の一部を補助。\n（補助率：1/2）",
            ["離島"],
        ),
        ("鐘を置く。寒冷な地域（北の岬、島など）では別に、費用の1/2を補助", []),
        (
            "寒冷な地域（北の岬、島など）における灯台の補修費用の1/2を補助",
            ["寒冷な地域（北の岬、島など）"],
        ),
        ("離島に限り、灯台の補修費用の1/2を補助", ["離島"]),
        ("霧の多い場所において鐘を鳴らすとともに、灯台の補修費用の1/2を補助", []),
        ("霧の多い場合は、その費用の1/2を補助", ["霧の多い場合"]),
        ("会議において、灯台の補修費用の1/2を補助", []),  # no place
        ("＜補助率＞\n- 離島の場合\n 県 1/2\n 市町村 1/3", ["離島の場合"] * 2),
        ("＜補助率＞\n霧笛を鳴らす場合において、\n 県 1/2\n市町村 1/3", ["霧笛を鳴らす場合", None]),
        ("＜補助率＞\n離島については、\n 県 1/2", ["離島"]),
        ("＜補助率＞\n県（離島に限る） 1/2", ["離島に限る"]),
        ("<灯台の補修・補助率>\n離島 2/3、内陸 1/2", ["離島", "内陸"]),
    ],
)
def test_every_word_that_limits_a_rate_is_a_condition(
    text: str, conditions: list[str | None]
) -> None:
    rates = rates_in(text)

    found: list[list[str | None]] = [[*conditions_of(rate)] or [None] for rate in rates]
    assert found == ([[condition] for condition in conditions] or [[None]])


def test_remarks_restrict_nothing(reading: Reading) -> None:
    remarked = {
        (rate.span.line, condition.text)
        for rate in reading.rates
        for condition in rate.conditions
        if not condition.restricts
    }

    assert remarked == {(752, "財政力指数等に応じて交付率の嵩上げあり"), (1468, "上限あり")}


@pytest.mark.parametrize(
    "row",
    [
        r"鐘、霧笛\*設備【本土以外】 補助率 1/2",
        "鐘、霧笛※1設備【本土以外】 補助率 1/2",
        "鐘、霧笛※<sup>2</sup>設備【本土※以外】 補助率 1/2",
        "鐘、**霧笛**設備【本土以外】 補助率 1/2",
    ],
)
def test_values_bear_neither_markup_nor_note_marks(row: str) -> None:
    (rate,) = rates_in(row)
    subject = URIRef("https://example.org/rate")

    values = {
        str(p).partition("#")[2]: getattr(o, "value", None)
        for _, p, o in rate_triples(subject, subject, rate, Iris())
    }

    assert (values["rateObject"], values["conditionText"]) == ("鐘、霧笛設備", "本土以外")


def test_rows_are_for_what_the_bullet_above_them_names() -> None:
    text = "<補助率>\n\n- 灯台の改修\n\n県の単独又は連携の場合\t1/2\n町 1/3\n- 鐘楼\n県 2/3"

    found = [(rate.subsidised, rate.target, conditions_of(rate)) for rate in rates_in(text)]

    assert found == [
        ("灯台の改修", "県", ["単独又は連携の場合"]),
        ("灯台の改修", "町", []),
        ("鐘楼", "県", []),
    ]


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("地上基幹放送事業者等", ("broadcaster",)),
        ("民間放送事業者等", ("private-broadcaster",)),
        ("市区町村", ("municipality",)),
        ("地方団体", ("local-government",)),
    ],
)
def test_a_recipient_is_never_narrower_than_print(words: str, groups: tuple[str, ...]) -> None:
    (rate,) = rates_in(f"<補助率>\n{words} 1/2")

    assert rate.recipients == groups


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("支援金：最大300万円/年", ["P1Y"]),
        ("支援金：最大30万円／月", ["P1M"]),
        ("年間上限300万円", ["P1Y"]),
        ("一件当たりの上限300万円", [None]),
    ],
)
def test_a_cap_for_each_year_has_a_period(text: str, periods: list[str | None]) -> None:
    document = decode(text.encode(), "lines.txt")

    found = read_caps(document, read_outline(document))

    assert [(cap.period, cap.conditions) for cap in found] == [(p, ()) for p in periods]


def test_help_of_local_finance_without_a_fraction_is_kept_apart(reading: Reading) -> None:
    text = "[1] 港\n(1) 灯台\n特別交付税措置を講じる。\n地方債措置（充当率90%、交付税措置率70%）。"
    document = decode(text.encode(), "lines.txt")
    outline = read_outline(document)
    rates = read_rates(document, outline)

    (measure,) = read_local_finance(document, outline, rates)

    assert (measure.span.text, measure.kind) == ("特別交付税措置", "local-allocation-tax")
    assert [(m.span.line, m.kind) for m in reading.local_finance] == [
        (1665, "local-allocation-tax")
    ]


def overridden_in(text: str) -> dict[str, list[str]]:
    """Give for each rate of some lines that overrides others the fractions of those."""
    rates = rates_in(text)
    reading = SimpleNamespace(rates=rates)
    found = overridden_rates([cast("Reading", reading)])
    return {
        rates[r].text: [rates[other].text for _, other in over] for (_, r), over in found.items()
    }


@pytest.mark.parametrize(
    ("text", "overridden"),
    [
        (
            "<補助率>\n(1)市町村: 1/2\n※財政力指数0.5以下は1/3\n※離島は1/4",
            {"1/3": ["1/2"], "1/4": ["1/2"]},
        ),
        (
            "<補助率>\n地方公共団体等 1/2、民間事業者 1/3\n離島の場合は、\n市町村 2/3",
            {"2/3": ["1/2"]},
        ),
        ("（補助率：1/2、離島は2/3）", {"2/3": ["1/2"]}),
        ("（補助率：県は1/2、町村は2/3）", {}),
        ("<補助率>\n※離島は1/3\n市町村 1/2", {}),
        ("<補助率>\n- 灯台\n市町村 1/2\n- 鐘楼\n離島の場合は、\n市町村 2/3", {}),
    ],
)
def test_an_exception_overrides_the_rate_it_is_printed_under(
    text: str, overridden: dict[str, list[str]]
) -> None:
    assert overridden_in(text) == overridden


def test_what_overrides_and_repeats_in_the_document(conclusions: Conclusions) -> None:
    (reading,) = conclusions.readings

    def lines(of: Mapping[TermRef, Sequence[TermRef]]) -> list[tuple[int, str, int, str]]:
        return [
            (*_at(reading.rates[r]), *_at(reading.rates[other]))
            for (_, r), over in of.items()
            for _, other in over
        ]

    assert lines(conclusions.overridden_rates) == [
        (1204, "1/3", 1202, "1/2"),
        (1206, "1/3", 1202, "1/2"),
        (1730, "2/3", 1728, "1/2"),
    ]
    assert lines({ref: [first] for ref, first in conclusions.repeated_rates.items()}) == [
        (1736, "1/2", 1229, "1/2"),
        (1737, "1/3", 1230, "1/3"),
        (1739, "1/2", 1234, "1/2"),
        (1740, "1/3", 1235, "1/3"),
    ]
    caps = [
        (reading.caps[c].yen, [reading.caps[other].yen for _, other in over])
        for (_, c), over in conclusions.overridden_caps.items()
    ]
    assert caps == [(35_000_000, [25_000_000]), (50_000_000, [25_000_000])]


def _at(rate: Rate) -> tuple[int, str]:
    """Give the line and the fraction of a rate."""
    return rate.span.line, rate.text
