"""The rules of conclusion, each by its name, on small documents and on the real one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from shisaku.loaders.conclude import figures as counting
from shisaku.loaders.conclude.identity import line_key, slug_of, whole_in_name
from shisaku.loaders.conclude.records import Conclusions, FigureKey, ReferenceKind, Status
from shisaku.loaders.conclude.reprints import agrees
from shisaku.loaders.conclude.together import conclude, remarks
from shisaku.loaders.document import decode
from shisaku.loaders.places import LoadError
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Phase, Reading

HEAD = "※予算額は、令和6年度予算による。\n## 1 章\n[1]節\n(1) 施策\n"


def concluded(*blocks: str) -> Conclusions:
    """Conclude from a document that prints some blocks."""
    text = HEAD + "\n".join(f"【予算】 {block}" for block in blocks)
    return conclude([read_printed(decode(text.encode(), "x.txt"))])


def values(conclusions: Conclusions) -> dict[tuple[str, int, str], tuple[int, bool]]:
    """Give yen and ceiling of each figure by line, year and phase."""
    return {
        (key.line, key.fiscal_year, key.phase.value): (figure.yen, figure.is_ceiling)
        for key, figure in conclusions.figures.items()
    }


def test_r1_one_name_in_any_width_and_spacing_is_one_line() -> None:
    assert line_key("5G（基金） 事業") == line_key("５Ｇ(基金)事業")
    assert line_key("甲事業") != line_key("甲事業等")


def test_r1_a_name_that_the_register_does_not_know_gets_a_slug_of_its_key() -> None:
    assert slug_of("甲事業").startswith("n-")
    assert len(slug_of("甲" * 10_000)) == len("n-") + 10


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("過疎交付金 うち過疎事業 等", "過疎交付金"),
        ("うちわ普及事業", None),
        ("まちのうちそと", None),
    ],
)
def test_r1_a_part_in_the_name_leads_to_the_whole_line(name: str, whole: str | None) -> None:
    assert whole_in_name(name) == whole


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("マイナンバーカード交付事業費補助金", "マイナンバーカード交付事務費補助金"),  # L219 L220
        ("地域ICT強靱化事業（本省）", "地域ICT強靱化事業（地方）"),  # L1766 L1774
        ("消防防災施設災害復旧費補助金", "消防防災設備災害復旧費補助金"),  # L2602 L2604
    ],
)
def test_r1_names_that_are_nearly_alike_are_two_lines(
    name: str, other: str, conclusions: Conclusions
) -> None:
    slugs = [conclusions.lines[line_key(printed)].slug for printed in (name, other)]

    assert slugs[0] != slugs[1]
    assert not [r for r in conclusions.references if r.source in {line_key(name), line_key(other)}]


def test_r2_the_original_is_the_first_unmarked_mention_with_a_whole_figure() -> None:
    found = concluded("甲事業 5億円の内数", "甲事業 5億円", "甲事業（再掲） 5億円")

    (reprint,) = [r for r in found.references if r.kind is ReferenceKind.REPRINT]

    assert reprint.target == (0, 1)
    assert reprint.agrees is True


def test_r2_a_reprint_without_an_original_is_missing_and_its_money_counts() -> None:
    found = concluded("甲事業（再掲） 5億円", "乙事業 1億円", "甲事業（再掲） 5億円")

    assert [r.status for r in found.references if r.source in {(0, 0), (0, 2)}] == [
        Status.MISSING, Status.MISSING,
    ]  # fmt: skip
    assert values(found)["甲事業", 2024, "initial"] == (500_000_000, False)


def test_r2_a_name_that_fits_several_lines_is_ambiguous_and_never_guessed() -> None:
    found = concluded(
        "消防団加入促進広報 一 1億円",
        "消防団加入促進広報 二 2億円",
        "消防団加入促進広報（再掲） 1億円",
    )

    (reprint,) = [r for r in found.references if r.kind is ReferenceKind.REPRINT]

    assert reprint.status is Status.AMBIGUOUS
    assert reprint.target is None
    assert reprint.candidates == ((0, 0), (0, 1))


def test_r3_an_unmarked_repeat_leads_to_the_first_printing() -> None:
    found = concluded("甲事業 1億円", "甲事業 1億円", "甲事業 1億円")

    assert [r.target for r in found.references if r.kind is ReferenceKind.REPEAT] == [(0, 0)] * 2


def test_r4a_a_comparison_under_another_name_is_the_predecessors_money() -> None:
    found = values(concluded("甲支援 2億円（5年度 1億円（旧甲））"))

    assert found["旧甲", 2023, "initial"] == (100_000_000, False)
    assert ("甲支援", 2023, "initial") not in found


def test_r4b_money_printed_in_two_supplementary_phases_is_counted_once() -> None:
    found = concluded(
        "甲事業 1億円（4年度補正 7.9億円）", "甲事業（再掲） 1億円（4年度2次補正 7.9億円）"
    )

    assert ("甲事業", 2022, "supplementary-2") not in values(found)
    assert found.about[0, 1, 1].phase is Phase.SUPPLEMENTARY
    assert [r.agrees for r in found.references] == [False]


def test_r4c_a_part_is_a_component_and_never_added() -> None:
    found = concluded("甲基金 159.4億円 (うち電波利用料財源150.0億円)")

    (component,) = [f for f in found.figures.values() if f.component_of]

    assert component.yen == 15_000_000_000
    assert sum(counting.totals(found.figures).values()) == 15_940_000_000


def test_r4c_a_part_line_is_a_component_where_the_whole_line_has_the_figure() -> None:
    found = concluded("甲交付金 8億円", "甲交付金 うち乙事業 3億円")

    assert sum(counting.totals(found.figures).values()) == 800_000_000


def test_r5_only_a_ceiling_is_known_where_every_printing_says_within() -> None:
    found = concluded("甲事業 5億円の内数", "甲事業 5億円の内数")

    assert values(found)["甲事業", 2024, "initial"] == (500_000_000, True)
    assert counting.totals(found.figures) == {}


def test_r6_a_value_is_counted_from_the_best_printing() -> None:
    found = concluded("甲事業（再掲） 1億円", "乙 2億円（5年度 1億円）", "甲事業 1億円")

    key = FigureKey("甲事業", 2024, Phase.INITIAL, "appropriation")

    assert found.figures[key].counted_from == (0, 2, 0)


def test_r7_a_share_leads_to_the_printed_whole_or_is_missing() -> None:
    found = concluded("甲事業 5億円の内数", "甲事業 5億円", "乙事業 1億円の内数")

    wholes = [r for r in found.references if r.kind is ReferenceKind.WITHIN_WHOLE]

    assert [(r.source, r.target) for r in wholes] == [((0, 0, 0), (0, 1, 0)), ((0, 2, 0), None)]


def test_r8_omission_is_no_disagreement_but_another_figure_is(reading: Reading) -> None:
    mention = next(m for m in reading.mentions if len(m.statements) == 2)
    less = replace(mention, statements=mention.statements[:1])
    other = replace(
        mention, statements=(replace(mention.statements[0], yen=1), mention.statements[1])
    )

    assert agrees(less, mention)
    assert not agrees(other, mention)


def test_r9_a_copy_restates_an_earlier_measure(conclusions: Conclusions) -> None:
    copies = [r for r in conclusions.references if r.kind is ReferenceKind.RESTATEMENT]

    assert len(copies) == 8  # 132 numbered measures, 124 distinct
    original = (0, (("ch", "2"), ("s", "3"), ("m", "1")))
    copy = (0, (("ch", "10"), ("s", "1"), ("m", "1")))
    assert (copy, original) in [(r.source, r.target) for r in copies]  # contract 6.4


def test_r10_a_comparison_that_is_not_earlier_is_reported() -> None:
    text = HEAD + "【予算】 甲事業 5年度 1億円（6年度 2億円）"

    found = list(remarks([read_printed(decode(text.encode(), "x.txt"))]))

    assert "not earlier" in found[0][1].what


def test_r11_a_figure_without_a_known_year_is_never_given_one() -> None:
    reading = read_printed(decode(b"## 1 x\n[1]y\n" + "【予算】 甲 1億円".encode(), "x.txt"))

    assert reading.mentions[0].statements[0].fiscal_year is None
    with pytest.raises(LoadError, match="--fiscal-year"):
        conclude([reading])


def test_r12_totals_keep_instruments_apart(conclusions: Conclusions) -> None:
    totals = counting.totals(conclusions.figures)

    assert totals[2024, Phase.INITIAL, "industrial-investment"] == 36_000_000_000
    assert totals[2024, Phase.INITIAL, "government-guarantee"] == 24_000_000_000
    assert totals[2024, Phase.INITIAL, "appropriation"] == 19_035_641_000_000


@pytest.mark.parametrize(
    ("block", "former", "rule"),
    [
        ("水門費 1億円（5年度 1億円（旧：古い水門費））", "古い水門費", "bracketed-predecessor"),
        ("水門費（旧：古い水門費） 1億円（5年度 1億円）", "古い水門費", "former-name"),
        ("水門費（旧古い水門費） 1億円", "古い水門費", "former-name"),
    ],
)
def test_a_former_name_leads_to_the_line_of_that_name(block: str, former: str, rule: str) -> None:
    conclusions = concluded(block)
    (event,) = conclusions.successions

    assert [conclusions.lines[key].label for key in event.predecessors] == [former]
    assert event.rule == rule
    assert event.evidence == ((0, 0),)


def test_successions_that_run_in_a_circle_are_reported() -> None:
    text = HEAD + "【予算】 甲 1億円（5年度 1億円（乙））\n【予算】 乙 1億円（5年度 1億円（甲））"

    found = list(remarks([read_printed(decode(text.encode(), "x.txt"))]))

    assert len([f for _, f in found if "circle" in f.what]) == 2


# Source lines of the printed FY2023 supplementary figures that are not counted, with the line that
# is counted instead and the figure in hundreds of millions of yen, each compared with the source.
NOT_COUNTED = {
    "内数": [
        (317, 1418, "47.5"), (1022, 926, "39.2"), (1789, 1105, "42.0"), (3289, 3192, "190.0"),
        (3573, 3468, "28.0"), (3742, 514, "12.5"), (3755, 514, "12.5"),
    ],
    "再掲": [
        (1823, 332, "9.1"), (1843, 347, "3.7"), (1848, 352, "1.1"), (1874, 380, "0.4"),
        (1931, 443, "0.3"), (2181, 380, "0.4"), (2564, 443, "0.3"), (3006, 2997, "0.4"),
        (3032, 2997, "0.4"), (3509, 1313, "5.7"), (3517, 1321, "2.0"),
    ],
    "無印": [(1688, 1189, "24.7")],
}  # fmt: skip


def test_the_overcount_of_the_2023_supplementary_budget_is_explained_item_by_item(
    conclusions: Conclusions,
) -> None:
    (reading,) = conclusions.readings
    left_out: dict[str, list[tuple[int, int, str]]] = {"内数": [], "再掲": [], "無印": []}
    printed = counted = ceilings = 0
    for ref, key in conclusions.about.items():
        mention, figure = reading.mentions[ref[1]], conclusions.figures[key]
        statement = mention.statements[ref[2]]
        if (statement.fiscal_year, statement.phase) != (2023, Phase.SUPPLEMENTARY):
            continue
        printed += statement.yen
        if figure.counted_from == ref:
            counted += 0 if figure.is_ceiling else figure.yen
            ceilings += figure.yen if figure.is_ceiling else 0
            continue
        reason = "内数" if statement.is_within else "再掲" if mention.is_reprint else "無印"
        instead = counting.statement_at(conclusions.readings, figure.counted_from)
        yen = f"{statement.yen / 100_000_000:.1f}"
        left_out[reason].append((statement.span.line, instead.span.line, yen))

    assert left_out == NOT_COUNTED
    assert (printed, counted, ceilings) == (222_570_000_000, 155_300_000_000, 25_250_000_000)
    explained = sum(Decimal(yen) for items in NOT_COUNTED.values() for _, _, yen in items)
    assert explained * 100_000_000 == printed - counted - ceilings
