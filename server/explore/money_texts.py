"""What people read on the page about money: one table in Japanese and English."""

from collections.abc import Mapping

_TEXTS = {
    "lead": (
        "金額はすべて、再掲・重複を除いて一度だけ数えています。「以下」とある額は、より大きな額の内数としてしか印字されていないため、合計の下限には入れず、上限に入れています。章・柱の額はそこで計上される額で、そこに印字される額（他と重なります）は各章のページにあります。補正の各次は補正予算にまとめ、年度・段階・財源手段をまたいで足しません。どの額からも印字箇所に行けます。",
        "Every yen is counted once: reprints and repeats are not added. What is marked “at most” "
        "is printed only as a share of a larger whole (内数): it is in the upper bound of a total "
        "and not in the lower. A chapter’s or pillar’s money is what counts there; what is printed "
        "there, which overlaps with others, stands on its own page. Rounds of the supplementary "
        "budget are one phase; years, phases and instruments are never added up. Each figure leads "
        "to its printed place.",
    ),
    "rounding_what": (
        "印字額は丸められており、合計は「丸め ±」の分だけずれえます。"
        "基金の額は後の年度に使われうるものです。",
        "Amounts are printed rounded, and a total may be off by what “rounding ±” says. Money of "
        "a fund may be spent in later years.",
    ),
    "contingent_what": (
        "偶発債務（政府保証など）は支払の約束であって支出ではなく、どの合計にも入りません。",
        "Contingent money (guarantees) is a promise to pay and no expenditure: it is in no total.",
    ),
    "holder_what": (
        "計上する組織は、他の府省の予算と印字された項目のほかは、この文書を公表した府省としています。",
        "A line is in the publisher’s budget where no other ministry’s is printed.",
    ),
    "contingent": ("偶発債務", "contingent"),
    "range": ("〜", " to "),
    "figures": ("{count}件", "figures: {count}"),
    "of_them_ceilings": ("（うち上限のみ{count}件）", " (ceilings only: {count})"),
    "rounding": ("丸め ±{yen}", "rounding ±{yen}"),
    "phases_included": ("{phases}", "phases: {phases}"),
    "year": ("年度", "Fiscal year"),
    "instrument": ("財源手段", "Finance instrument"),
    "show": ("表示", "Show"),
    "phase": ("段階", "Phase"),
    "sums": ("印字どおりの合計と、重複なしの合計", "As printed, and counted once"),
    "sums_what": (
        "印字された金額をそのまま足すと、再掲・重複・内数の分だけ多くなります。前年度以前は、この版に比較額がある項目だけの合計です。",
        "A plain sum of the printed figures holds reprints, repeats and shares of larger wholes. "
        "Earlier years cover only the lines that an edition compares.",
    ),
    "printed": ("印字どおりに足した額", "Sum of printed figures"),
    "counted": ("重複なく数えた額", "Counted once"),
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
        "両年度の同じ段階に額がある項目を、増減の大きい順に示します。項目は承継した前身と合わせて比べます。丸めで生じうる差を超えない増減は「丸めと区別できない」とします。",
        "Lines with an amount in both years and the same phase, the largest change first. A line "
        "is compared together with the lines it succeeds. A change that is not larger than what "
        "rounding may make of it is not distinguishable from rounding.",
    ),
    "uncompared": (
        "額がどちらかの年度にしかないもの（{count}件）と、上限しか印字されていない額は比べていません。",
        "Not compared: what has an amount in one of the two years only ({count}), and ceilings.",
    ),
    "no_changes": (
        "両年度の同じ段階に額がある項目はありません。",
        "No line has an amount in both years and the same phase.",
    ),
    "joins": ("（前身と合わせて）", " (with its predecessors)"),
    "indistinct": ("丸めと区別できない", "not distinguishable from rounding"),
    "before": ("前年度", "Year before"),
    "after": ("この年度", "This year"),
    "change": ("増減", "Change"),
    "treemap": ("面積は額を示します（{phase}）", "Areas show amounts ({phase})"),
    "sankey": (
        "柱から予算項目、計上する組織へ。幅は額を示します（{phase}）",
        "From pillar to line to whose budget has it; widths show amounts ({phase})",
    ),
    "stacks": (
        "柱ごとの合計の下限。凡例で柱を選べます",
        "Lower bounds of each pillar’s total; the legend shows and hides pillars",
    ),
    "bars": (
        "増減の大きい{shown}項目（{phase}、比べた{count}項目のうち）",
        "The {shown} largest changes ({phase}; of {count} lines compared)",
    ),
    "shares": (
        "印字どおりに足した額を100とした、重複なしの額（濃い色は下限、淡い色は上限まで）",
        "Counted once, where the sum of printed figures is 100 (dark: lower bound, light: up to "
        "the upper)",
    ),
    "left_out": (
        "半分を超える項目（{names}）は、ほかが見えるように描いていません。",
        "Not drawn, so that the rest can be seen: what is more than half of all ({names}).",
    ),
    "draw_all": ("それも描く", "Draw it too"),
    "ceilings_left": (
        "上限しか印字されていない額（{count}件）は描いていません。",
        "Not drawn: figures of which only a ceiling is printed ({count}).",
    ),
    "indistinct_left": (
        "丸めと区別できない増減（{count}件）は描いていません。",
        "Not drawn: changes not distinguishable from rounding ({count}).",
    ),
    "drawn_part": ("（うち{yen}・{count}件を描画）", " (drawn: {yen}, figures: {count})"),
    "drawn_sum": (
        "描いた分の計 {yen}（{count}件）",
        "Sum of what is drawn: {yen} (figures: {count})",
    ),
    "others": ("ほか{count}項目", "Other lines: {count}"),
}


def money_texts(lang: str) -> Mapping[str, str]:
    """Give the texts of the page in one language."""
    return {key: both[0 if lang == "ja" else 1] for key, both in _TEXTS.items()}
