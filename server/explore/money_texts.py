"""What people read on the page about money: one table in Japanese and English."""

from collections.abc import Mapping

_TEXTS = {
    "lead": (
        "金額はすべて、再掲・重複を除いて一度だけ数えています。「以下」とある額は、より大きな額の内数としてしか印字されておらず、合計に入れていません。どの額からも印字箇所に行けます。",
        "Every yen is counted once: reprints and repeats are not added. What is marked “at most” "
        "is printed only as a share of a larger whole (内数) and is in no sum. Each figure leads "
        "to its printed place.",
    ),
    "year": ("年度", "Fiscal year"),
    "instrument": ("財源手段", "Finance instrument"),
    "show": ("表示", "Show"),
    "phase": ("段階", "Phase"),
    "sums": ("印字どおりの合計と、重複なしの合計", "As printed, and counted once"),
    "sums_what": (
        "印字された金額をそのまま足すと、再掲・重複・内数の分だけ多くなります。段階の違う額・財源手段の違う額は足しません。前年度以前は、この版に比較額がある項目だけの合計です。",
        "A plain sum of the printed figures holds reprints, repeats and shares of larger wholes. "
        "Phases and instruments are never added up. Earlier years cover only the lines that an "
        "edition compares.",
    ),
    "printed": ("印字どおりに足した額", "Sum of printed figures"),
    "counted": ("重複なく数えた額", "Counted once"),
    "ceilings": ("上限だけの額（足さない）", "Ceilings (not added)"),
    "where": ("{year}年度: 柱から章、予算項目へ", "FY{year}: from pillar to chapter to line"),
    "pillar": ("柱", "Pillar"),
    "chapter": ("章", "Chapter"),
    "line": ("予算項目", "Budget line"),
    "holder": ("計上する組織", "In whose budget"),
    "amount": ("額", "Amount"),
    "place": ("印字箇所", "Printed at"),
    "at_most": ("{yen}以下", "at most {yen}"),
    "years": ("年度・段階の比較", "Years and phases compared"),
    "years_what": (
        "当初と補正は別の列です。前年度以前は、この版に比較額がある項目だけの合計です。",
        "Initial and supplementary budgets stand apart. Earlier years cover only the lines that an "
        "edition compares.",
    ),
    "all": ("計", "Whole"),
    "none": ("—", "–"),
    "changes": ("{before}年度から{year}年度への増減", "Changes from FY{before} to FY{year}"),
    "changes_what": (
        "両年度の同じ段階に確定額がある項目だけを、増減の大きい順に示します。",
        "Lines with an exact amount in both years and the same phase, the largest change first.",
    ),
    "no_changes": (
        "両年度の同じ段階に確定額がある項目はありません。",
        "No line has an exact amount in both years and the same phase.",
    ),
    "before": ("前年度", "Year before"),
    "after": ("この年度", "This year"),
    "change": ("増減", "Change"),
    "treemap": ("面積は額を示します（{phase}）", "Areas show amounts ({phase})"),
    "sankey": (
        "流れの幅は額を示します。段階の違う額は並べて描き、足しません",
        "Widths show amounts; those of different phases lie side by side and are not added up",
    ),
    "stacks": (
        "柱ごとの合計。凡例で柱を選べます",
        "Sums of each pillar; the legend shows and hides them",
    ),
    "bars": ("棒の長さは額を示します（{phase}）", "Lengths show amounts ({phase})"),
    "shares": (
        "印字どおりに足した額を100とした、重複なしの額",
        "Counted once, where the sum of printed figures is 100",
    ),
    "to": ("流れの先", "Flows to"),
    "to_phase": ("段階", "phases"),
    "to_holder": ("計上する組織", "in whose budget"),
    "left_out": (
        "半分を超える項目（{names}）は、ほかが見えるように描いていません。",
        "Not drawn, so that the rest can be seen: what is more than half of all ({names}).",
    ),
    "draw_all": ("それも描く", "Draw it too"),
    "others": ("ほか{count}項目", "{count} other lines"),
}


def money_texts(lang: str) -> Mapping[str, str]:
    """Give the texts of the page in one language."""
    return {key: both[0 if lang == "ja" else 1] for key, both in _TEXTS.items()}
