"""What people see on pages: one table of texts in Japanese and English, and which one to show."""

from collections.abc import Mapping
from decimal import Decimal

from flask import request

_WITH_DECIMALS = 1_000_000
_UNITS = {
    "ja": ((1_000_000_000_000, "{}兆円"), (100_000_000, "{}億円"), (10_000, "{}万円"), (1, "{}円")),
    "en": (
        (1_000_000_000_000, "¥{} trillion"),
        (1_000_000_000, "¥{} billion"),
        (1_000_000, "¥{} million"),
        (1, "¥{}"),
    ),
}
_TEXTS = {
    "title": ("施策ナレッジグラフ", "shisaku, policy measures as a graph"),
    "what": (
        "省庁の重点施策集に印字された施策と予算を、重複なく数えられるデータにしたものです。印字と結論を分けて持ち、どの金額も原典の行までたどれます。",
        "The measures and budgets printed in a ministry's policy document, as data that adds up: "
        "what is printed is kept apart from what is concluded, and every figure leads to its line.",
    ),
    "contents": ("収録内容", "What is in it"),
    "pillars": ("柱", "Pillars"),
    "chapters": ("章", "Chapters"),
    "sections": ("節", "Sections"),
    "measures": ("施策", "Measures"),
    "lines": ("予算項目", "Budget lines"),
    "mentions": ("予算記載", "Budget mentions"),
    "statements": ("印字された金額", "Printed figures"),
    "observations": ("重複なく数えた値", "Figures counted once"),
    "overcount": ("令和5年度補正予算の合計", "FY2023 supplementary budget, total"),
    "as_printed": ("印字どおりに足した額", "Sum of printed figures"),
    "counted": ("重複なく数えた額", "Counted once"),
    "overcount_why": (
        "差は、再掲・無印の重複・内数によるものです。",
        "The difference is reprints (再掲), unmarked repeats and shares of larger wholes (内数).",
    ),
    "report": (
        "差の内訳と印字の食い違い（データ品質報告）",
        "Item by item: the data-quality report",
    ),
    "questions": ("質問の例", "Questions to begin with"),
    "endpoint": ("SPARQL で尋ねる", "Ask in SPARQL"),
    "graph": ("関係グラフ", "Relationship graph"),
    "run": ("実行", "Run"),
    "query": ("クエリ", "Query"),
    "format": ("形式", "Format"),
    "source": ("出典", "Source"),
    "publisher": ("総務省", "Ministry of Internal Affairs and Communications, Japan"),
    "licence": ("プログラムのライセンス: Apache-2.0", "Licence of the program: Apache-2.0"),
    "other_language": ("English", "日本語"),
    "home": ("はじめに戻る", "Back to the start"),
    "stands_in": ("所在", "Stands in"),
    "printed_at": ("印字箇所", "Where it is printed"),
    "facts": ("値", "What is said of it"),
    "incoming": ("参照元", "What refers to it"),
    "more": ("ほか{:,}件", "and {:,} more"),
    "source_view": ("印字", "Printed text"),
    "source_view_what": (
        "原典の文字を行と桁のまま示します。金額・名称は、それについてのページに続きます。"
        "文章は伏せてあります（線）。",
        "The characters of the source at their lines and columns. Figures and names lead to their "
        "pages; prose is left blank (lines).",
    ),
    "read_source": ("印字を読む", "Read the printed text"),
    "same_as_rdf": ("このページの RDF:", "The same as RDF:"),
    "not_built": (
        "このページのスクリプトはまだ作られていません（make web で作れます）。",
        "The script of this page has not been built: make web builds it.",
    ),
}


def language() -> str:
    """Give the language to answer in: ``?lang=``, else the Accept-Language header, else ja."""
    chosen = request.args.get("lang")
    if chosen in {"ja", "en"}:
        return chosen
    return request.accept_languages.best_match(["ja", "en"]) or "ja"


def texts(lang: str) -> Mapping[str, str]:
    """Give all texts in one language."""
    return {key: both[0 if lang == "ja" else 1] for key, both in _TEXTS.items()}


def readable_yen(yen: int, lang: str) -> str:
    """Give yen in units that people read, never rounded: 1,553.0億円, ¥155.3 billion, 300万円."""
    units = _UNITS[lang]
    size, form = next((unit for unit in units if abs(yen) >= unit[0]), units[-1])
    number = Decimal(yen) / size
    figure = f"{number:,.1f}" if number == round(number, 1) else f"{number.normalize():,f}"
    return form.format(figure if size >= _WITH_DECIMALS else figure.removesuffix(".0"))
