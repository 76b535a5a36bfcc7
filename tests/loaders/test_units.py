"""Which money a naming is about: that of the item it is printed in, or of the block below it."""

import pytest

from shisaku.loaders.document import decode
from shisaku.loaders.facts import redact
from shisaku.loaders.reader import read_printed
from shisaku.loaders.records import Reading

HEAD = "[1] 果樹\n(1) 接ぎ木\n"
BLOCK = "【予算】苗木費 5.0億円\n鋏費 1.0億円\n"


def reading_of(text: str) -> Reading:
    """Read a few lines under a measure, as they are and as a facts edition, which say the same."""
    document = decode(f"{HEAD}{text}".encode(), "lines.txt")
    whole = read_printed(document)
    kept = read_printed(decode(redact(document).encode(), "lines.txt"))
    assert (kept.citations, kept.funds) == (whole.citations, whole.funds)
    return whole


def money_of(text: str) -> list[tuple[list[str], bool]]:
    """Give the items that each naming with a role is about, and whether all of their money."""
    reading = reading_of(text)
    return [
        ([reading.mentions[m].name for m in c.mentions], c.is_whole)
        for c in reading.citations
        if c.role
    ]


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("【予算】NICT運営費 5.0億円\n鋏費 1.0億円\n", (["NICT運営費"], True)),
        ("【予算】貢献 (UPU拠出金等) 5.0億円\n", (["貢献 (UPU拠出金等)"], False)),
        ("【予算】苗木費 5.0億円\n※NICT一括計上予算\n", (["苗木費"], True)),
        ("【予算】苗木費 5.0億円\n※一部NICT一括計上予算\n", (["苗木費"], False)),
    ],
)
def test_a_naming_in_an_item_is_about_that_item(text: str, money: tuple[list[str], bool]) -> None:
    assert money_of(text) == [money]


BOTH = ["苗木費", "鋏費"]


def test_a_naming_in_an_item_lies_where_the_item_lies() -> None:
    text = "①剪定\n植える。\n②鋏\nNHKの庭。\n【予算】NICTの庭 5.0億円\n"  # it is the measure's

    (before, inside) = reading_of(text).citations

    assert (before.part[-1], inside.part[-1]) == (("i", "2"), ("m", "1"))


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        ("- NICTにおいて剪定を実施。\n", BOTH, True),
        ("NICTにおいて剪定を実施。\n", BOTH, True),
        ("- NICT等において剪定を実施。\n", BOTH, False),
        ("- NICTにおいて剪定を実施。\n- 苗木を植える。\n", BOTH, False),
        ("- NICTにおいて剪定を実施。\n- 苗木をNICTへ贈る。\n", BOTH, True),
        ("・ NICTにおいて、以下の剪定を実施。\n- 夏\n- 冬\n", BOTH, True),
        ("・ NICTにおいて、以下の剪定を実施。\n- 夏\n・ 植える。\n", BOTH, False),
        ("- NICTにおいて、以下の剪定を実施。\n- 夏\n- 冬\n", BOTH, True),
        ("- NICTにおいて剪定を実施。\n- 25歳以下の人が植える。\n", BOTH, False),
        ("- NICTにおいて剪定を実施。\n  - 夏の剪定\n", BOTH, True),
        ("- NICTにおいて剪定を実施。\n※植えない。\n【果樹の図】\n果樹の図\n", BOTH, True),
        ("- 植える。\n\n夏に\nNICTにおいて剪定を実施。\n冬に\n切る。\n", BOTH, False),
        ("※NICTにおいて剪定を実施。\n", [], True),
        ("【NICTにおいて剪定を実施。】\n", [], True),
        ("NICTにおいて剪定を実施\n", [], True),
        ("# NICTにおいて剪定を実施。\n", [], True),
        ("- NICTにおいて剪定を実施。\n(2) 剪定\n", [], True),
        ("- NICTにおいて剪定を実施。\n【予算】土 2.0億円\n- 植える。\n", ["土"], True),
    ],
)
def test_a_naming_before_a_block_is_about_all_its_items(
    text: str, names: list[str], whole: bool
) -> None:
    assert money_of(text + BLOCK) == [(names, whole)]


def test_a_naming_below_its_block_is_about_none() -> None:
    assert money_of(f"{BLOCK}- NICTにおいて剪定を実施。\n") == [([], True)]


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        (
            "- NICTの果樹基金を活用し、植える。\n【予算】基金事業 5.0億円\n鋏費 1.0億円\n",
            [("果樹基金", "情報通信研究機構", ["基金事業"])],
        ),
        ("- 果樹基金を活用。\n【予算】苗木費 5.0億円\n", [("果樹基金", None, [])]),
        ("【予算】果樹基金の創設 5.0億円\n", [("果樹基金", None, ["果樹基金の創設"])]),
        (
            "- 果樹基金を活用。\n【予算】苗木基金の造成 5.0億円\n",
            [("果樹基金", None, []), ("苗木基金", None, ["苗木基金の造成"])],
        ),
        ("- 各種基金や同基金を活用。\n【予算】基金事業 5.0億円\n", []),
    ],
)
def test_money_goes_through_a_fund_where_the_print_says_so(
    text: str, funds: list[tuple[str, str | None, list[str]]]
) -> None:
    reading = reading_of(text)

    assert [
        (fund.name, fund.keeper, [reading.mentions[m].name for m in fund.mentions])
        for fund in reading.funds
    ] == funds


def test_the_document_tells_which_money_its_namings_are_about(reading: Reading) -> None:
    money = {
        (c.span.line, c.role): ([reading.mentions[m].span.line for m in c.mentions], c.is_whole)
        for c in reading.citations
        if c.role
    }

    assert {(line, str(role)): about for (line, role), about in money.items()} == {
        (369, "budgeting-body"): ([367], True),
        (473, "implementing-body"): ([513, 514], True),
        (665, "budgeting-body"): ([], True),  # no budget item is printed there
        (665, "implementing-body"): ([], True),
        (1034, "implementing-body"): ([], True),  # a heading
        (1036, "implementing-body"): ([], True),  # its item prints no block
        (1763, "implementing-body"): ([1766], False),
        (1863, "budgeting-body"): ([1861], True),
        (2030, "budgeting-body"): ([2026], False),
        (2090, "implementing-body"): ([2092], True),
        (2095, "budgeting-body"): ([2092], False),
        (2461, "budgeting-body"): ([2459], False),
        (2696, "recipient"): ([2696], True),
        (3116, "implementing-body"): ([3122], False),  # L3120 does not name it
        (3186, "fund-keeper"): ([3190], False),
        (3306, "implementing-body"): ([3308, 3309], True),
        (3308, "recipient"): ([3308], True),
        (3309, "recipient"): ([3309], True),
        (3448, "recipient"): ([3448], True),
        (3486, "implementing-body"): ([3491], True),
        (3552, "implementing-body"): ([3554], True),
        (3580, "recipient"): ([], True),  # a heading
        (3585, "recipient"): ([3585], False),
        (3680, "implementing-body"): ([3684], True),
        (3694, "implementing-body"): ([3741, 3742], True),
    }


def test_the_documents_funds(reading: Reading) -> None:
    assert [
        (f.span.line, f.name, f.keeper, [reading.mentions[m].span.line for m in f.mentions])
        for f in reading.funds
    ] == [
        (3186, "情報通信研究開発基金", "情報通信研究機構", [3190]),
        (3225, "宇宙戦略基金", None, [3229]),
        (3229, "宇宙戦略基金", None, [3229]),
    ]
