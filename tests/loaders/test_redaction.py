"""What is read of organizations, laws, targets and rates does not depend on the prose around it."""

from hypothesis import example, given
from hypothesis import strategies as st

from shisaku.loaders.document import decode
from shisaku.loaders.facts import redact
from shisaku.loaders.reader import read_printed

PIECES = [
    "NICT", "（NICT）", "NHK", "総務省", "令", "消防庁", "舎", "東京", "において、", "が",
    "による", "を実施", "を行う", "開発した", "又は", "の「", "「", "」", "（", "）",
    "果樹園法", "電波法", "に基づ", "第3条", "の規定", "改正", "手法", "に関する法律",
    "（令和元年法律第64号）", "果樹", "（令和5年6月9日閣議決定）", "令和5年6月9日", "基本計画",
    "苗木計画", "戦略2025", "骨太方針2023", "令和8年度までに", "2025年の", "目標", "1万人",
    "99.9%", "を", "にする", "会員数", "、", "。", "・", "は", "日", "等", "次", "郵便局",
    "～副題～", "補助率1/2", "方針", "A", "5", "独立行政法人", "株式会社", "苗木機構",
    "（ＰＯＭＥ）", "POME", "（仮称）", "接ぎ木センター", "推進会議", "果樹庁", "果樹省", "各府省",
    "までの", "導入", "を目指し", "より", "創設", "令和4年度", "時点", "現在", "累計で", "約",
    "団体", "7,207", "調査）", "※", "年以内に", "TRLが", "離島において", "場合は、", "費用の",
    "上限", "億円", "年", "特別交付税措置", "を補助", "\n", "の達成に貢献", "契約数", "程度",
    "根拠：", "に基づき", "第3条の2第4項", "会議", "の中間とりまとめを踏まえ", "報告書において",
    "行動規範", "G7", "首脳", "声明", "公表した", "令和5年8月", "の", "令和5年度", "～国際", "指針",
    "法」",
    "宇宙基金", "を活用", "基金", "予算に移替え", "以下の", "\n", "\n- ", "\n・", "\n  - ", "\n※",
    "\n\n", "\n【予算】苗木費 5億円\n", "\n【予算】基金事業費 5億円\n", "\n(2) 剪定\n", "拠出金等",
    "一部", "で予算計上", "一括計上", "実施主体：", "交付先:", "への拠出", "運営費", "及び", "た",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join))
@example("甲電波法」の規定")
@example("（乙）99.9%に関する法律第3条")
@example("令和8年度までに、補助率1/2目標において、郵便局第3条郵便局苗木計画果樹園法の「1万人にする")
def test_the_facts_of_a_text_read_as_the_text_does(body: str) -> None:
    document = decode(f"[1] 果樹\n(1) 接ぎ木\n甲乙{body}\n".encode(), "lines.txt")
    facts = decode(redact(document).encode(), "lines.txt")

    whole, kept = read_printed(document), read_printed(facts)

    for read in (
        "citations",
        "targets",
        "milestones",
        "progress",
        "local_finance",
        "rates",
        "caps",
    ):
        assert getattr(kept, read) == getattr(whole, read)
    assert kept.funds == whole.funds
