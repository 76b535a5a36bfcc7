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
    "overcount": ("足し方で変わる合計", "A total that depends on how one adds"),
    "phases": ("含む段階", "phases included"),
    "as_printed": ("印字どおりに足した額", "Sum of printed figures"),
    "at_least": ("重複なく数えた額：下限", "Counted once, at least"),
    "at_most": ("同：上限", "Counted once, at most"),
    "too_high": ("単純合計の過大分", "The plain sum is too high by"),
    "overcount_why": (
        "差は、再掲・無印の重複・内数によるものです。上限には、内数としてのみ印字された全体を含みます。印字額は丸められています。",
        "The difference is reprints (再掲), unmarked repeats and shares of larger wholes (内数); "
        "the upper bound holds wholes of which only a share is printed. "
        "Printed amounts are rounded.",
    ),
    "overcount_scope": (
        "この文書に印字された分だけの額で、府省の予算の全体ではありません。版の年度より前の年度は、この版が比較額を印字した項目だけです。",
        "Only what this document prints, not a ministry’s whole budget. Years before the "
        "edition’s hold only the lines that it compares.",
    ),
    "report": (
        "差の内訳と印字の食い違い（データ品質報告）",
        "Item by item: the data-quality report",
    ),
    "questions": ("質問の例", "Questions to begin with"),
    "all_questions": ("すべての質問", "All questions"),
    "catalogue": ("質問一覧", "Questions"),
    "catalogue_what": (
        "SPARQL を書かずに尋ねられる質問です。どの答えも表で読め、"
        "JSON・CSV・XLSX・Parquet でも受け取れます。",
        "Questions that need no SPARQL. Each answer is a table to read, and comes as JSON, CSV, "
        "XLSX or Parquet.",
    ),
    "yes": ("はい", "yes"),
    "no": ("いいえ", "no"),
    "ask": ("尋ねる", "Ask"),
    "any": ("指定なし", "any"),
    "answer": ("答え", "Answer"),
    "earmarked": ("特定の財源", "Earmarked source"),
    "earmarked_part": ("うち{} {}", "{}: {} of it"),
    "fund": ("基金", "Fund"),
    "in_place": ("{}（{}）", "{} ({})"),
    "no_rate": ("率は印字されていません", "no rate is printed"),
    "component": ("内訳", "part"),
    "to": ("〜", " to "),
    "share": ("（内数）", " (share unknown, 内数)"),
    "rows": ("{:,}行中 {:,}–{:,}行", "rows {1:,}–{2:,} of {0:,}"),
    "no_rows": ("該当する行はありません。", "No row fits."),
    "earlier": ("前の行", "Earlier rows"),
    "later": ("次の行", "Later rows"),
    "same_as": ("同じ答え（全行）:", "The whole answer as:"),
    "format_json": ("JSON（ページごと）", "JSON (by page)"),
    "format_csv": ("CSV", "CSV"),
    "format_csv-excel": ("CSV（Excel 用）", "CSV for Excel"),
    "format_xlsx": ("XLSX", "XLSX"),
    "format_parquet": ("Parquet", "Parquet"),
    "format_ttl": ("Turtle", "Turtle"),
    "format_nt": ("N-Triples", "N-Triples"),
    "format_rdf": ("RDF/XML", "RDF/XML"),
    "format_jsonld": ("JSON-LD", "JSON-LD"),
    "about_answer": ("説明", "About"),
    "question": ("質問", "Question"),
    "caveats": ("読み方と注意", "How to read it"),
    "row_count": ("行", "Rows"),
    "of_release": ("リリース", "Release"),
    "address": ("アドレス", "Address"),
    "api": ("API", "API for programs"),
    "api_what": (
        "どの質問も、登録なしに HTTP の GET で尋ねられます。",
        "Each question is asked by an HTTP GET, without registration.",
    ),
    "api_formats": (
        "形式は format= または Accept ヘッダーで選びます。"
        "表は json・csv・csv-excel・xlsx・parquet、グラフは ttl・nt・rdf・jsonld です。"
        "csv-excel は BOM 付き UTF-8、csv-excel と xlsx の見出しは lang= の言語です。",
        "format= or the Accept header chooses the format: json, csv, csv-excel, xlsx or parquet "
        "for rows; ttl, nt, rdf or jsonld for graphs. csv-excel begins with a byte order mark; it "
        "and xlsx have headings in the language of lang=.",
    ),
    "api_pages": (
        "JSON は 100 行ずつ、ファイルは全行です。limit=（最大 10000）と offset= で行を区切れます。"
        "残りの行数は X-Rows-Left-Out、続きは Link ヘッダー（rel=next）、"
        "総数は X-Total-Count と JSON の total にあります。",
        "JSON has 100 rows a page, a file all; limit= (at most 10000) and offset= ask for less. "
        "X-Rows-Left-Out counts the rows that follow, the Link header (rel=next) leads to them, "
        "X-Total-Count and total in JSON count all.",
    ),
    "api_values": (
        "IRI は全体を書くか、phase:initial のように語彙の接頭辞で書きます。金額は円の整数です。",
        "Write IRIs in full, or with a prefix of the vocabulary, as phase:initial. Amounts are "
        "whole yen.",
    ),
    "parameters": ("パラメーター", "Parameters"),
    "columns": ("列", "Columns"),
    "default": ("既定", "default"),
    "example": ("例", "Example"),
    "tag_budget": ("予算項目", "Budget lines"),
    "tag_changes": ("増減・承継", "Changes and successions"),
    "tag_citations": ("法令・計画", "Laws and plans"),
    "tag_comparisons": ("比較額", "Comparisons"),
    "tag_editions": ("版", "Editions"),
    "tag_labels": ("名称", "Names"),
    "tag_mentions": ("記載", "Printed items"),
    "tag_observations": ("予算値", "Figures counted once"),
    "tag_organizations": ("組織", "Organizations"),
    "tag_provenance": ("出所", "Printed places"),
    "tag_quality": ("データ品質", "Data quality"),
    "tag_rates": ("補助率・上限額", "Rates and caps"),
    "tag_references": ("再掲・重複・内数", "Reprints, repeats, shares"),
    "tag_relationships": ("施策の関係", "Relations of measures"),
    "tag_statements": ("印字された金額", "Printed figures"),
    "tag_vocabulary": ("語彙", "Vocabulary"),
    "tag_structure": ("構成", "Structure of the document"),
    "tag_targets": ("目標", "Targets"),
    "tag_totals": ("合計", "Totals"),
    "endpoint": ("SPARQL で尋ねる", "Ask in SPARQL"),
    "money": ("お金の行き先", "Where the money goes"),
    "graph": ("関係グラフ", "Relationship graph"),
    "in_editor": ("エディタで開く", "open in the editor"),
    "run": ("実行", "Run"),
    "query": ("クエリ", "Query"),
    "format": ("形式", "Format"),
    "source": ("出典", "Source"),
    "publisher": ("総務省", "Ministry of Internal Affairs and Communications, Japan"),
    "downloads": ("ダウンロードと引用", "Downloads and citation"),
    "changes": ("変更履歴", "Changes between releases"),
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
    "search": ("検索", "Search"),
    "search_hint": ("施策・予算項目・組織・法令", "Measures, lines, organizations, laws"),
    "search_for": ("「{}」の検索", "Search for “{}”"),
    "found": ("{:,}件", "{:,} found."),
    "shown": ("（{:,}～{:,}件目）", "Shown: {:,} to {:,}."),
    "nothing_found": (
        "見つかりませんでした。語を短くするか、絞り込みを外してください。",
        "Nothing was found. Try a shorter word, or take a restriction away.",
    ),
    "narrow": ("絞り込み", "Narrow"),
    "widen": ("{}の絞り込みを外す", "Any {}"),
    "before": ("前へ", "Previous"),
    "after": ("次へ", "Next"),
    "comma": ("、", "; "),
    "yen_under": ("{1}未満", "under {1}"),
    "yen_between": ("{0}以上{1}未満", "{0} to under {1}"),
    "yen_from": ("{0}以上", "{0} or more"),
    "facet_type": ("種別", "Kind"),
    "facet_pillar": ("柱", "Pillar"),
    "facet_chapter": ("章", "Chapter"),
    "facet_year": ("年度", "Fiscal year"),
    "facet_phase": ("段階", "Phase"),
    "facet_amount": ("一つの値の金額", "Amount of one figure"),
    "not_built": (
        "このページのスクリプトはまだ作られていません（make web で作れます）。",
        "The script of this page has not been built: make web builds it.",
    ),
    "vocabulary": ("語彙", "Vocabulary"),
    "not_found": ("ページがありません。", "There is no such page."),
}


def chosen_language() -> str:
    """Give the language that the reader chose by ``?lang=``; empty where none is."""
    chosen = request.args.get("lang", "")
    return chosen if chosen in {"ja", "en"} else ""


def language() -> str:
    """Give the language to answer in: ``?lang=``, else the Accept-Language header, else ja."""
    return chosen_language() or request.accept_languages.best_match(["ja", "en"]) or "ja"


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
