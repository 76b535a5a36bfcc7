"""Organizations: one entity each, wherever a name of theirs is printed as a word of its own."""

import re

import pytest

from shisaku.loaders.actors import actor_runs, read_actors
from shisaku.loaders.cited import known_by_key, known_organizations
from shisaku.loaders.document import decode
from shisaku.loaders.facts import blanked
from shisaku.loaders.headings import read_outline
from shisaku.loaders.records import Citation, Reading


def actors_in(text: str) -> tuple[Citation, ...]:
    """Read the organizations of a few lines under a measure."""
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    return read_actors(document, read_outline(document))


def duties(reading: Reading) -> dict[int, str]:
    """Give the organizations that carry a part out, by the line that says so."""
    return {c.span.line: c.name for c in reading.citations if c.carries_out}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("苗木をNICTへ贈る", ["NICT"]),
        (
            "苗木を国立研究開発法人情報通信研究機構（NICT）へ贈る",
            ["国立研究開発法人情報通信研究機構（NICT）"],
        ),
        ("OECD (経済協力開発機構) の果樹統計", ["OECD (経済協力開発機構)"]),
        ("ＮＨＫの園芸番組", ["ＮＨＫ"]),
        ("経済産業省及び総務省の果樹園", ["経済産業省", "総務省"]),
        ("総務省（NICT）", ["総務省", "NICT"]),
        ("関係府省等総務省も植える", ["総務省"]),
        ("ITU-TとITUの果樹", ["ITU-T", "ITU"]),
        ("総務省令の果樹", []),
        ("消防庁舎の庭", []),
        ("東京消防庁の庭", []),
        ("全国連携の果樹園", []),
        ("NICTERの図", []),
        ("果樹農業機構", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_name_counts_where_it_is_a_word(text: str, names: list[str]) -> None:
    assert [actor.span.text for actor in actors_in(text)] == names


def test_all_names_of_a_body_are_one_entity() -> None:
    keys = {a.key for a in actors_in("NICT、情報通信研究機構、国立研究開発法人情報通信研究機構")}

    assert keys == {"情報通信研究機構"}
    assert known_by_key(texts=False)["情報通信研究機構"].slug == "nict"
    assert known_organizations()["総務省"].kind == "Ministry"


@pytest.mark.parametrize(
    ("text", "carries_out"),
    [
        ("NICTにおいて、接ぎ木を実施。", True),
        ("NICT (情報) が苗木の検査を行う。", False),  # the bracket holds no name of the body
        ("NICTが苗木の検査を行う。", True),
        ("NICTの「苗木所」において、以下を実施。", True),
        ("NICTによる剪定を実施。", True),
        ("JICTにおいては、又は苗木又は鉢の販売を実施。", True),
        ("NICTが開発した鋏で剪定を実施。", False),
        ("NICTが植え、組合が剪定を実施。", False),
        ("NICTにおいて決められた剪定。", False),
        ("NICTが果樹を検査する者の支援を行う者へ贈る。", False),
        ("NICTの苗木を活用して剪定を実施。", False),
        ("NICTにおいて、植える。剪定を実施。", False),
    ],
)
def test_a_body_carries_out_only_what_the_print_says(text: str, carries_out: bool) -> None:
    assert actors_in(text)[0].carries_out is carries_out


@pytest.mark.parametrize("text", ["NICTにおいて、接ぎ木の講習を実施。", "NICTが開発した鋏を実施。"])
def test_the_kept_runs_read_as_the_whole_text(text: str) -> None:
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    runs = actor_runs(document, read_outline(document))
    kept = blanked(document.text, [(0, document.start_of(3)), *runs])

    again = decode(kept.encode(), "lines.txt")

    assert read_actors(again, read_outline(again)) == actors_in(text)


def test_the_document_says_who_carries_out_what(reading: Reading) -> None:
    nict = "情報通信研究機構"

    assert duties(reading) == {
        473: nict,
        2090: "消防大学校",
        3116: nict,
        3306: nict,
        3486: "海外通信・放送・郵便事業支援機構",
        3680: nict,
        3694: nict,
    }


def test_the_documents_namings_are_found_at_their_places(reading: Reading) -> None:
    lines = [c.span.line for c in reading.citations if c.key == "経済協力開発機構"]
    foreign = {c.kind for c in reading.citations if c.name == "ベトナム国家監察省"}
    notes = {(c.span.line, c.name) for c in reading.citations if 660 < c.span.line < 670}

    assert lines == [1078, 2693, 2696, 2867, 3439, 3448, 3663, 3663]
    assert foreign == {"Organization"}
    assert {(665, "内閣府"), (665, "総務省")} <= notes
    assert [c for c in reading.citations if c.span.line == 2617] == []  # 消防庁舎


def test_no_organization_is_read_in_the_name_of_a_plan_or_law(reading: Reading) -> None:
    lines = [(c.kind, c.span.line) for c in reading.citations if c.span.line in {1380, 2646}]

    assert lines == [
        ("PolicyDocument", 1380),  # 「郵便局…ロードマップ」
        ("Organization", 2646),
        ("LegalResource", 2646),  # …の郵便局における…法律
    ]


def test_the_register_of_organizations_is_in_order() -> None:
    entries = list(known_by_key(texts=False).values())

    assert len({entry.slug for entry in entries}) == len(entries)
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.slug)
        assert entry.kind in {"Ministry", "PublicBody", "Organization"}
        assert re.fullmatch(r"(Q\d+)?", entry.wikidata)
