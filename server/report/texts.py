"""The report's own words, in one table: key, Japanese, English."""

from collections.abc import Mapping

_TEXTS = {
    "title": ("データ品質報告", "Data-quality report"),
    "lead": (
        "印字された予算書のなかで互いに食い違う箇所、見あたらない記載、足し合わせると二重になる金額を、原典の行とともに一覧にしたものです。"
        "金額や文字は印字のまま示し、こちらで直してはいません。",
        "Where the printed budget document contradicts itself, lacks something it refers to, or "
        "prints money twice: each with its line in the source. Figures and characters are shown as "
        "printed; nothing has been corrected.",
    ),
    "how_to_read": (
        "「L3507:6」は原典の3507行目、6文字目です。「第17章 [2] (3)」は章・節・施策の番号です。",
        "“L3507:6” is line 3507 of the source, character 6. “Chapter 17 [2] (3)” gives the numbers "
        "of chapter, section and measure.",
    ),
    "about": ("対象", "What was checked"),
    "source": ("原典", "Source"),
    "release": ("データの版", "Release of the data"),
    "overview": ("結果の一覧", "Results at a glance"),
    "overview_caption": (
        "この表は、調べた事項と見つかった件数です。",
        "This table lists what was checked and how much was found.",
    ),
    "check": ("調べたこと", "Check"),
    "found": ("件数", "Found"),
    "none": ("見つかりませんでした。", "None was found."),
    "balances": (
        "印字どおりの合計と重複を除いた合計",
        "Sums as printed and sums counted once",
    ),
    "balances_caption": (
        "この表は、印字された金額をそのまま足した額と、同じ金額を一度だけ数えた額（下限と上限）です。差は、二度以上印字された額と、内数としてのみ印字され、どれだけが対象か分からない額（下限に入れず、上限に入れる）に分けます。偶発債務（政府保証など）は支払の約束で、どの合計にも入りません。内訳は年度・段階ごとに下に示します。",
        "This table sets the plain sum of all printed figures beside the sum in which money counts "
        "once, at least and at most. The difference is money printed more than once, and money of "
        "which an unknown share counts (内数): in the upper bound, not in the lower. Contingent "
        "money (guarantees) is a promise to pay and in no total. The items are listed below for "
        "each year and phase.",
    ),
    "budget": ("年度・段階", "Year and phase"),
    "printed_sum": ("印字どおりの合計", "Sum as printed"),
    "lower_sum": ("重複を除いた合計：下限", "Counted once, at least"),
    "upper_sum": ("同：上限", "Counted once, at most"),
    "contingent_sum": ("偶発債務（合計に入らない）", "Contingent, in no total"),
    "doubled_sum": ("差：重複", "Printed more than once"),
    "unknown_sum": ("差：内数（どれだけか不明）", "Unknown share (内数)"),
    "overstated": ("単純合計の過大分", "Plain sum too high by"),
    "uncounted_caption": (
        "この表は、印字されているが合計の下限に加えない金額です。足すと二つの差の計になります。",
        "This table lists figures that are printed but not in the lower bound: the two "
        "differences together, item by item.",
    ),
    "only_bound": ("上限にだけ入る", "in the upper bound only"),
    "yen": ("円", "Yen"),
    "why": ("加えない理由", "Why it is not added"),
    "counted_at": ("数えた箇所", "Counted at"),
    "total": ("計", "Total"),
    "place": ("箇所", "Place"),
    "part": ("章・節・施策", "Part"),
    "printed": ("印字", "As printed"),
    "in_question": ("該当する金額", "Figure in question"),
    "rule": ("規則", "Rule"),
    "shape": ("検証規則", "SHACL shape"),
    "question": ("一覧を出す質問", "Question that lists them"),
    "remarks": ("読み取りで決められなかったこと", "What reading could not settle"),
    "remarks_caption": (
        "この表は、プログラムが読み取れなかった箇所と、注意を付けて読み取った箇所です。",
        "This table lists what the program could not read, and what it read with a remark.",
    ),
    "remarks_kind": ("種別", "Kind"),
    "unplaced": ("読み取れず", "not read"),
    "remark": ("注意", "remark"),
    "what": ("内容", "What"),
    "formats": ("他の形式", "Other formats"),
    "to_top": ("一覧へ戻る", "Back to the results"),
}
_KINDS = {
    "disagree": (
        (
            "再掲・重複が元の記載と食い違う",
            "Reprints and repeats that disagree with their original",
        ),
        (
            "この表は、再掲の印がある記載、または同じ項目が再び印字された記載のうち、元の記載と年度・段階・金額のどれかが異なるものです。上が元でない側、下が元の記載です。",
            "Items printed again, with or without the mark 再掲, whose year, phase or amount is "
            "not the original's. The upper row is the later printing, the lower the original.",
        ),
    ),
    "phases": (
        (
            "同じ金額が別の補正予算として印字される",
            "The same money under two supplementary budgets",
        ),
        (
            "この表は、同じ項目の同じ年度・同じ金額が、ある箇所では「補正」、別の箇所では「2次補正」などと印字されたものです。どちらが正しいかは文書からは決まらないため、金額は一度だけ数えます。再掲とその元の組は上の表にもあります。",
            "The same item, year and amount is printed as 補正 in one place and as 2次補正 (second "
            "supplementary budget) in another. The document does not say which is right; the money "
            "is counted once. A reprint and its original are in the table above, too.",
        ),
    ),
    "amounts": (
        ("同じ予算に異なる金額が印字される", "Different amounts for the same budget"),
        (
            "この表は、同じ項目・年度・段階について円に直すと異なる金額が印字されたものです。「42億円」と「42.0億円」のように書き方だけが違うものは含みません。",
            "One item, year and phase is printed with amounts that differ in yen. Mere differences "
            "of writing, such as 42億円 and 42.0億円, are none.",
        ),
    ),
    "editions": (
        ("年度版の間で金額が異なる", "Editions print different amounts"),
        (
            "この表は、先の年度版の金額と、後の年度版が比較のために印字した金額が異なるものです。",
            "An earlier edition's figure differs from what a later edition prints for comparison.",
        ),
    ),
    "no-original": (
        ("元の記載がない再掲", "Reprints without an original"),
        (
            "この表は、再掲と印字されているのに、元の記載が文書のどこにもないものです。金額はこの箇所で数えます。",
            "Items marked 再掲 (printed again) whose original is nowhere in the document. Their "
            "money is counted here.",
        ),
    ),
    "no-whole": (
        ("全体がどこにも印字されない内数", "Shares (内数) of a whole that is never printed"),
        (
            "この表は、「内数」とだけ印字され、その全体を数える記載が文書のどこにもない金額です。上限しかわからないため、合計には加えません。",
            "Figures printed only as 内数 (an unknown share of this amount) while no place prints "
            "the amount for itself. Only a ceiling is known, so they are in no sum.",
        ),
    ),
    "no-comparison": (
        ("前年度の比較額がない金額", "Figures without the year before"),
        (
            "この表は、新規の印がないのに、前年度当初予算の金額が括弧内に印字されていないものです。この文書は大半の項目に前年度の額を添えるため、印字の漏れか年度の誤りかもしれません。前年度に予算がなかっただけの場合もあります。",
            "Items not marked new (新規) whose brackets hold no initial figure of the year before. "
            "Most items of this document have one, so it may have been left out or have the wrong "
            "year; it may also be that there was no money in that year.",
        ),
    ),
    "titles": (
        ("題名が箇所によって異なる", "Titles that differ from place to place"),
        (
            "この表は、同じ章・節・施策の題名が、目次と本文、または本文の各ページで異なる文字で印字されたものです。全角・半角と空白の違いは含みません。",
            "The title of one chapter, section or measure is printed in different characters in "
            "the table of contents and in the body, or from page to page. Width and spaces do "
            "not count.",
        ),
    ),
    "untitled": (
        ("目次と本文の片方にしかない題名", "Titles in only one of contents and body"),
        (
            "この表は、目次にあるのに本文に見出しとして印字されない題名、またはその逆です。",
            "Titles that the table of contents lists but the body never prints, or the reverse.",
        ),
    ),
    "terms": (
        ("同じものが異なる語で印字される", "One thing printed in different words"),
        (
            "この表は、補助率などの条件のうち、同じ指標が箇所によって異なる語で印字されたものです。",
            "Conditions of rates in which one index is printed in different words.",
        ),
    ),
    "warnings": (
        ("その他の注意", "Other warnings"),
        (
            "この表は、検証の規則（SHACL）が出した、上のどれにもあたらない注意です。",
            "Warnings of the validation rules (SHACL) that none of the above tells.",
        ),
    ),
}
_REASONS = {
    "reprint": ("再掲。元の記載で数える", "marked reprint (再掲): counted at its original"),
    "repeat": (
        "印はないが同じ項目が再び印字された",
        "the item is printed again without a mark",
    ),
    "within": (
        "内数。全体が印字された箇所で数える",
        "share (内数): counted where the whole is printed",
    ),
    "no-whole": (
        "内数で、全体の印字がない。上限として別に示す",
        "share (内数) of a whole never printed: only a ceiling",
    ),
    "reprint-of-bound": (
        "再掲。元の記載も内数で、上限にだけ入る",
        "marked reprint (再掲) of a share (内数): only an upper bound counts there",
    ),
    "repeat-of-bound": (
        "印はないが同じ項目が再び印字された。先の記載も内数で、上限にだけ入る",
        "the item is printed again without a mark, a share (内数) there too: only an upper bound "
        "counts there",
    ),
    "same-figure-of-bound": (
        "同じ項目・年度・段階の金額が別の箇所にも内数として印字され、上限にだけ入る",
        "the same item, year and phase is a share (内数) elsewhere too: only an upper bound counts "
        "there",
    ),
    "same-figure": (
        "同じ項目・年度・段階の金額が別の箇所で数えられている",
        "the same item, year and phase is counted elsewhere",
    ),
    "component": (
        "別の項目の一部（うち）。全体の項目で数える",
        "part (うち) of another item: counted there",
    ),
}
_SENTENCES = {
    "summary": (
        "{checks}項目を調べ、{found}件の食い違い・欠落を見つけました。ほかに、読み取りで決められなかったことが{remarks}件あります。",
        "{checks} checks found {found} inconsistencies; reading left {remarks} points unsettled.",
    ),
    "sum": (
        "印字どおりの合計{printed}円から、二度以上印字された{doubled}円を除くと、重複を除いた合計は最大{upper}円です。",
        "The printed figures add up to ¥{printed}. Without ¥{doubled} that is printed more than "
        "once, at most ¥{upper} is left.",
    ),
    "unknown": (
        "さらに、内数としてのみ印字された{unknown}円を除いた{lower}円が下限です。",
        "Without ¥{unknown} more, of which an unknown share counts (内数), ¥{lower} is left: the "
        "lower bound.",
    ),
    "contingent": (
        "偶発債務{contingent}円は、どの合計にも入りません。",
        "¥{contingent} is contingent and in no total.",
    ),
}


def texts(lang: str) -> Mapping[str, str]:
    """Give all texts of one language by key; kinds as ``kind.name`` and ``kind.name.what``."""
    n = 0 if lang == "ja" else 1
    found = {key: both[n] for key, both in (_TEXTS | _SENTENCES).items()}
    for name, (title, what) in _KINDS.items():
        found[f"kind.{name}"], found[f"kind.{name}.what"] = title[n], what[n]
    return found | {f"reason.{name}": both[n] for name, both in _REASONS.items()}
