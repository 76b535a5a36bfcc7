"""Organizations: one entity each, wherever a name of theirs is printed as a word of its own."""

import re
from pathlib import Path

import pytest

from shisaku.loaders.actors import actor_runs, doubts, read_actors
from shisaku.loaders.bodies import kinds, proven
from shisaku.loaders.cited import known_by_key, known_organizations
from shisaku.loaders.document import decode, read_document
from shisaku.loaders.facts import blanked
from shisaku.loaders.headings import read_outline
from shisaku.loaders.interchange import records
from shisaku.loaders.reader import read
from shisaku.loaders.records import ActorRole, Citation, Reading

DATA = Path(__file__).parent.parent / "data"


def actors_in(text: str) -> tuple[Citation, ...]:
    """Read the organizations of a few lines under a measure."""
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    return read_actors(document, read_outline(document))


def doubts_in(text: str) -> list[str]:
    """Give what may be organizations in a few lines under a measure, though nothing proves it."""
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    return [document.text[start:end] for start, end in doubts(document, read_outline(document))]


def in_role(reading: Reading, role: ActorRole) -> list[tuple[int, str]]:
    """Give line and name of each organization to which the print gives a role."""
    return [(c.span.line, c.name) for c in reading.citations if c.role is role]


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
        ("東京消防庁の庭", ["東京消防庁"]),
        ("全国連携の果樹園", []),
        ("NICTERの図", []),
        ("果樹農業機構", []),
        ("一部デジタル庁の庭", ["デジタル庁"]),
        ("総務省消防庁の庭", ["総務省", "消防庁"]),
        ("経産省の庭", ["経産省"]),
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
        ("NICT等において剪定の講習を行う。", True),
        ("NICTにおいて植えた苗の剪定を実施。", False),
        ("NICTに剪定を行うことを要請する。", True),
        ("「NICT」において、剪定を実施。", True),
        ("NICTにおいて、苗木の検査を進めるとともに、植える。", True),
        ("NICTにおいて苗木の検査を進められる。", False),
        ("NICTによる検査作業", True),
        ("NICTによる検査作業の強化", False),  # who strengthens it is not said
        ("NICTによる検査作業を踏まえ、植える。", False),
    ],
)
def test_a_body_carries_out_only_what_the_print_says(text: str, carries_out: bool) -> None:
    assert (actors_in(text)[0].role is ActorRole.IMPLEMENTS) is carries_out


@pytest.mark.parametrize("text", ["NICTにおいて、接ぎ木の講習を実施。", "NICTが開発した鋏を実施。"])
def test_the_kept_runs_read_as_the_whole_text(text: str) -> None:
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n{text}\n".encode(), "lines.txt")
    runs = actor_runs(document, read_outline(document))
    kept = blanked(document.text, [(0, document.start_of(3)), *runs])

    again = decode(kept.encode(), "lines.txt")

    assert read_actors(again, read_outline(again)) == actors_in(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("独立行政法人果樹機構の庭", ["独立行政法人果樹機構"]),
        ("独立行政法人果樹改革・剪定センター等へ", ["独立行政法人果樹改革・剪定センター"]),
        ("株式会社果樹苗木と苗木運輸株式会社", ["株式会社果樹苗木", "苗木運輸株式会社"]),
        ("果樹・苗木協会（ＰＯＭＥ）とPOME", ["果樹・苗木協会（ＰＯＭＥ）", "POME"]),
        ("第3回剪定センター（仮称）", ["剪定センター"]),
        ("「果樹の在り方に関する検討会」", ["果樹の在り方に関する検討会"]),
        ("果樹庁及び苗木省、果樹庁長官", ["果樹庁", "苗木省", "果樹庁"]),
        ("果樹府で予算計上後、移替え", ["果樹府"]),
        ("（実施主体：りんご協会、株式会社なし園（NASI）、市町村等）", ["りんご協会"]),
        ("果樹機構（仮称）。果樹機構の庭、東果樹機構の庭", ["果樹機構", "果樹機構"]),
    ],
)
def test_an_unknown_name_is_read_where_its_form_proves_it(text: str, names: list[str]) -> None:
    assert [actor.span.text for actor in actors_in(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "各府省及び関係省庁、全省庁、同省、両省、本省、反省、帰省、官庁、果樹県庁、果樹市庁",
        "国立研究開発法人及び独立行政法人等の大学",
        "独立行政法人制度と一般社団法人等が",
        "株式会社等や株式会社化、民間の株式会社",
        "「データセンター」と「首脳会議」",
        "果樹情報システム（FRUIT）",
        "実施主体：市町村、都道府県、民間事業者等",
        "省エネ機器の果樹園",
        "必要な経費を計上",
    ],
)
def test_what_is_no_one_body_is_not_read(text: str) -> None:
    assert actors_in(text) == ()
    assert doubts_in(text) == []


def test_a_name_that_nothing_proves_is_reported_and_not_concluded() -> None:
    text = "果樹振興推進会議の庭と剪定研究所、実施主体：みらい農園"

    assert actors_in(text) == ()
    assert doubts_in(text) == ["果樹振興推進会議", "剪定研究所", "みらい農園"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("※NICT一括計上", ActorRole.BUDGETS),
        ("※NICTの予算に計上", ActorRole.BUDGETS),
        ("※NICTにおいて一括して計上", ActorRole.BUDGETS),
        ("計上府省庁：NICT", ActorRole.BUDGETS),
        ("NICTへの補助", ActorRole.RECEIVES),
        ("NICTに対する助成", ActorRole.RECEIVES),
        ("NICT拠出金", ActorRole.RECEIVES),
        ("NICT（情報通信研究機構）運営費交付金", ActorRole.RECEIVES),
        ("（交付先：市町村、NICT）", ActorRole.RECEIVES),
        ("（実施主体：NICT、市町村）", ActorRole.IMPLEMENTS),
        ("（実施主体：市町村）NICTの庭", None),
        ("NICT補助金", None),  # the giver's name stands there too
        ("NICTの計画", None),
        ("NICTの果樹振興基金を活用", ActorRole.KEEPS_FUND),
        ("NICTに造成した果樹振興基金", ActorRole.KEEPS_FUND),
        ("NICTの各種基金", None),
        ("NICT予算に移替えて執行", ActorRole.IMPLEMENTS),
    ],
)
def test_the_print_gives_a_role(text: str, role: ActorRole | None) -> None:
    assert actors_in(text)[-1].role is role


def test_what_the_rules_prove_in_the_document_is_in_the_register(source: Path) -> None:
    document = read_document(source)

    found = {
        body.name for body in proven(document.folded, read_outline(document).body_start(document))
    }

    assert found <= set(known_organizations())
    assert found == {
        "総務省", "消防庁", "デジタル庁", "内閣府", "経済産業省", "ベトナム国家監察省",
        "情報通信研究機構", "海外通信・放送・郵便事業支援機構", "万国郵便連合", "経済協力開発機構",
        "国際オンブズマン協会", "アジア・オンブズマン協会",
        "GPAI日本センター", "ナショナルサイバートレーニングセンター",
        "デジタル時代における放送制度の在り方に関する検討会",
        "非常時における事業者間ローミング等に関する検討会",
        "誹謗中傷等の違法・有害情報への対策に関するワーキンググループ",
    }  # fmt: skip


def test_no_name_of_the_register_is_lost_in_the_document(source: Path) -> None:
    document, reading = read_document(source), read(source)
    begin = read_outline(document).body_start(document)
    read_at = {o for c in reading.citations for o in range(c.span.start, c.span.end)}

    lost = {
        (document.line_at(found.start()), name)
        for name in known_organizations()
        for found in re.finditer(re.escape(name), document.folded)
        if found.start() >= begin and found.start() not in read_at
    }

    assert lost == {
        (2617, "消防庁"), (3369, "NICT"),  # 消防庁舎, NICTER
        (1376, "郵便局"), (2640, "郵便局"),  # headings printed again
    }  # fmt: skip


def test_the_document_says_who_carries_out_what(reading: Reading) -> None:
    nict, centre = "情報通信研究機構", "ナショナルサイバートレーニングセンター"

    assert in_role(reading, ActorRole.IMPLEMENTS) == [
        (473, nict),
        (473, centre),
        (665, "総務省"),  # 内閣府で予算計上後、総務省予算に移替えて執行
        (1034, "電気通信事故検証会議"),
        (1036, "電気通信事故検証会議"),
        (1763, "総合通信局"),
        (2090, "消防大学校"),
        (3116, nict),
        (3306, nict),
        (3486, "海外通信・放送・郵便事業支援機構"),
        (3552, "日本放送協会"),
        (3680, nict),
        (3694, nict),
        (3694, centre),
    ]


def test_the_document_says_who_is_given_money(reading: Reading) -> None:
    assert in_role(reading, ActorRole.RECEIVES) == [
        (2696, "経済協力開発機構"),
        (3308, "情報通信研究機構"),
        (3309, "情報通信研究機構"),
        (3448, "経済協力開発機構"),
        (3580, "万国郵便連合"),
        (3585, "万国郵便連合"),
    ]


def test_the_document_says_who_budgets_the_money(reading: Reading) -> None:
    held = {m.span.line: m.holders for m in reading.mentions if m.holders}
    digital = "デジタル庁"

    assert in_role(reading, ActorRole.BUDGETS) == [
        (369, digital),
        (665, "内閣府"),  # no budget item is printed there
        (1863, digital),
        (2030, digital),
        (2095, digital),
        (2461, digital),
    ]
    assert held == dict.fromkeys((367, 1861, 2026, 2092, 2459), (digital,))


def test_a_document_of_our_own_names_bodies_of_its_own() -> None:
    found = records(read(DATA / "lake-2026.txt"))
    named = [(o["line"], o["name"], o["role"]) for o in found["structure"]["organizations"]]

    assert named == [
        (11, "湖沼研究機構", "implementing body"),
        (12, "湖沼研究機構", "recipient"),
        (13, "湖沼研究機構", "implementing body"),
        (13, "みずうみ財団", "implementing body"),
        (15, "渡り鳥観察センター", "implementing body"),
        (15, "湖沼研究機構", None),
        (17, "河川庁", "ministry that budgets"),
        (19, "湖沼庁", None),
        (20, "湖岸省", "ministry that budgets"),
        (20, "湖沼庁", "implementing body"),
        (24, "世界湖沼連合", "recipient"),
        (25, "湖沼庁", "ministry that budgets"),
    ]
    assert [b["budgeted_by"] for b in found["budgets"]] == [[], ["河川庁"], []]  # not the publisher


def test_the_report_tells_doubts_and_missing_english_names() -> None:
    report = records(read(DATA / "lake-2026.txt"))["report"]

    assert [(r["line"], r["what"]) for r in report] == [
        (11, "no English name is known: 湖沼研究機構"),
        (13, "no English name is known: みずうみ財団"),
        (15, "no English name is known: 渡り鳥観察センター"),
        (17, "no English name is known: 河川庁"),
        (19, "may be an organization: 湖岸清掃推進会議"),
        (19, "no English name is known: 湖沼庁"),
        (20, "no English name is known: 湖岸省"),
        (23, "may be an organization: みずべ未来ラボ"),
        (24, "no English name is known: 世界湖沼連合"),
    ]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("総務省消防庁の庭", {"消防庁": "総務省"}),
        ("NICTの「果樹改革センター」の庭", {"果樹改革センター": "情報通信研究機構"}),
        ("総務省と消防庁の庭、NICTのNHK", {}),
    ],
)
def test_a_body_is_part_of_another_where_the_print_says_so(
    text: str, within: dict[str, str]
) -> None:
    assert {a.name: a.within for a in actors_in(text) if a.within} == within


def test_the_document_says_which_bodies_are_parts_of_others(reading: Reading) -> None:
    assert {(c.name, c.within) for c in reading.citations if c.within} == {
        ("ナショナルサイバートレーニングセンター", "情報通信研究機構"),
        ("行政評価局", "総務省"),  # L2786
    }


def test_a_heading_printed_again_names_nobody(reading: Reading) -> None:
    again = {914, 939, 968, 1376, 2640}

    assert [c for c in reading.citations if c.span.line in again] == []
    (first,) = (c for c in reading.citations if c.span.line == 890)
    assert first.part == (("ch", "6"), ("s", "1"))


def test_a_heading_names_for_the_part_it_heads() -> None:
    text = "[1] NICTの果樹\n(1) OECDの苗木\n植える\n[1] NICTの果樹\n(2) UPUの剪定\n切る\n"
    document = decode(text.encode(), "lines.txt")

    found = read_actors(document, read_outline(document))

    assert [(c.span.text, c.part[-1]) for c in found] == [
        ("NICT", ("s", "1")), ("OECD", ("m", "1")), ("UPU", ("m", "2")),
    ]  # fmt: skip


def test_what_extract_prints_of_the_document_has_name_place_and_part(reading: Reading) -> None:
    structure = records(reading)["structure"]
    (note,) = (o for o in structure["organizations"] if (o["line"], o["name"]) == (665, "内閣府"))

    assert [len(structure[key]) for key in ("organizations", "laws", "plans", "targets")] == [
        140, 17, 39, 4,
    ]  # fmt: skip
    assert note == {
        "pillar": "I", "chapter": 4, "section": 2, "measure": 1, "item": None,
        "line": 665, "text": "内閣府", "name": "内閣府", "name_en": "Cabinet Office",
        "role": "ministry that budgets",
    }  # fmt: skip
    assert structure["laws"][0]["number"] == "令和元年法律第64号"
    assert structure["targets"][0]["value"] == "10000"


def test_the_documents_namings_are_found_at_their_places(reading: Reading) -> None:
    lines = [c.span.line for c in reading.citations if c.key == "経済協力開発機構"]
    foreign = {c.kind for c in reading.citations if c.name == "ベトナム国家監察省"}
    notes = {(c.span.line, c.name) for c in reading.citations if 660 < c.span.line < 670}

    assert lines == [1078, 2693, 2696, 2867, 3439, 3448, 3663, 3663]
    assert foreign == {"Organization"}
    assert {(665, "内閣府"), (665, "総務省")} <= notes
    assert [c for c in reading.citations if c.span.line == 2617] == []  # 消防庁舎


def test_no_organization_is_read_in_the_name_of_a_plan_or_law(reading: Reading) -> None:
    lines = [(c.kind, c.span.line) for c in reading.citations if c.span.line in {1380, 2646, 1156}]

    assert lines == [
        ("PolicyDocument", 1156),
        ("Organization", 1156),  # but who wrote it is: 5G…ワーキンググループ報告書
        ("PolicyDocument", 1380),  # 「郵便局…ロードマップ」
        ("Organization", 2646),
        ("LegalResource", 2646),  # …の郵便局における…法律
    ]


def test_kinds_of_bodies_are_not_in_the_register_of_bodies() -> None:
    assert [name for name in known_organizations() if name in kinds()] == []


def test_the_register_of_organizations_is_in_order() -> None:
    entries = list(known_by_key(texts=False).values())

    assert len({entry.slug for entry in entries}) == len(entries)
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.slug)
        assert entry.kind in {"Ministry", "PublicBody", "Organization"}
        assert re.fullmatch(r"(Q\d+)?", entry.wikidata)
