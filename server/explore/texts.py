"""What people read in the views that a script draws: one table in Japanese and English."""

from collections.abc import Mapping

from shisaku.server.explore.money_texts import money_texts

_SHARED = ("range", "figures", "of_them_ceilings", "rounding", "phases_included")
_TEXTS = {
    "graph_lead": (
        "章が共有する予算項目から見始め、章や施策を広げます。"
        "印の大きさは、一つの年度・段階の歳出予算を重複なく数えた額（下限）です。"
        "年度・段階を選ばなければ、そのうち最も大きい額です。年度・段階・財源手段をまたいで足しません。",
        "Begin with the chapters and the budget lines they share, and open what interests you. "
        "Marks are sized by the appropriations of one year and phase (lower bound, yen counted "
        "once): of the chosen, or else of the largest. Years, phases and instruments are never "
        "added up.",
    ),
    "filters": ("絞り込みと配置", "Filters and layout"),
    "search": ("名前で探す", "Find by name"),
    "search_go": ("表示", "Show"),
    "edition": ("版", "Edition"),
    "all_editions": ("すべての版", "all editions"),
    "year": ("年度", "Fiscal year"),
    "phase": ("段階", "Phase"),
    "all": ("すべて", "all"),
    "least": ("下限がこの額以上（億円）", "Lower bound at least (¥100 million)"),
    "layout": ("配置", "Layout"),
    "layout_force": ("近さ", "by closeness"),
    "layout_tree": ("木", "tree"),
    "colour": ("色", "Colour"),
    "colour_kind": ("種類", "by kind"),
    "colour_community": ("まとまり", "by community"),
    "kinds": ("関係の種類", "Kinds of relation"),
    "kind.prints": ("予算項目の記載・共有", "budget line, printed or shared"),
    "kind.reprint": ("再掲", "reprint (再掲)"),
    "kind.repeat": ("無印の重複", "unmarked repeat"),
    "kind.within-whole": ("内数", "share of a whole (内数)"),
    "kind.succession": ("承継", "succession"),
    "kind.related-line": ("括弧内の関連項目", "related line"),
    "kind.organization": ("同じ組織", "organization"),
    "kind.part": ("章に属する", "part of a chapter"),
    "kind.shared": ("共有する予算項目", "shared budget lines"),
    "legend.size": (
        "大きさは額の桁（一つの年度・段階の歳出予算の下限、重複なし）",
        "the larger, the more digits its amount has (appropriations of one year and phase, lower "
        "bound, counted once)",
    ),
    "legend.width": (
        "太いほど、共有する予算項目が多い",
        "the wider, the more budget lines are shared",
    ),
    "legend.community": (
        "色はまとまり、形は種類",
        "colours tell communities, shapes tell kinds",
    ),
    "node.chapter": ("章", "chapter"),
    "node.section": ("節", "section"),
    "node.measure": ("施策", "measure"),
    "node.line": ("予算項目", "budget line"),
    "node.organization": ("組織", "organization"),
    "overview": ("全体の見取り図", "Overview"),
    "whole": ("全部を表示", "Everything"),
    "undo": ("元に戻す", "Undo"),
    "redo": ("やり直す", "Redo"),
    "fit": ("全体を収める", "Fit"),
    "zoom_in": ("拡大", "Zoom in"),
    "zoom_out": ("縮小", "Zoom out"),
    "picture": (
        "グラフ（矢印キーで移動、Enter で広げる、＋−で拡大縮小）",
        "Graph (arrow keys move between nodes, Enter opens one, + and − zoom)",
    ),
    "export": ("書き出し", "Export"),
    "link": ("この表示のリンクをコピー", "Copy a link to this view"),
    "copied": ("コピーしました", "Copied"),
    "shown": ("{nodes}個と{edges}本を表示", "{nodes} nodes and {edges} edges shown"),
    "limited": ("{total}個のうち額の大きい{shown}個", "the {shown} largest of {total}"),
    "open": ("つながる{count}個を広げる", "Open its {count} neighbours"),
    "close": ("畳む", "Close"),
    "focus": ("これだけから見る", "Begin from this alone"),
    "page": ("この資料のページ", "Its page"),
    "money": (
        "額は年度・段階・財源手段ごとで、またいで足しません。計上額は重複なく、一つの部分にだけ属します。"
        "印字額は他の部分と重なります。",
        "Money by year, phase and instrument, never added up. Counted money stands in one part "
        "only; printed money overlaps with other parts.",
    ),
    "period": ("年度・段階", "Year and phase"),
    "counted": ("計上額", "Counted"),
    "printed": ("印字額", "Printed"),
    "contingent": ("偶発債務（合計外）", "contingent (in no total)"),
    "neighbours": ("つながり", "Neighbours"),
    "name": ("名前", "Name"),
    "relation": ("関係", "Relation"),
    "sources": ("印字行", "Printed lines"),
    "common": ("選んだものに共通", "In common"),
    "nothing_common": ("共通のものはありません。", "They have nothing directly in common."),
    "path": ("最短の道すじ", "Shortest path"),
    "no_path": ("選んだ関係ではつながりません。", "The chosen relations do not connect them."),
    "community": ("まとまり {number}", "Community {number}"),
    "nothing_selected": (
        "図の印を選ぶと、ここに説明が出ます。ダブルクリックで広がります。"
        "Shift を押しながら二つ選ぶと、共通のものと最短の道すじが出ます。",
        "Choose a mark and it is explained here; a double click opens it. "
        "Choose two, holding Shift, to see what they "
        "have in common and the shortest path between them.",
    ),
    "table": ("表で読む", "Read it as a table"),
    "from": ("から", "From"),
    "to": ("へ", "To"),
    "measures": ("施策の数", "Measures"),
    "lines_shared": ("共有する予算項目", "Budget lines shared"),
    "chapters": ("章", "Chapters"),
    "failed": ("データを読めませんでした: {reason}", "The data could not be read: {reason}"),
}


def view_texts(lang: str) -> Mapping[str, str]:
    """Give the texts of the views in one language."""
    texts = {key: both[0 if lang == "ja" else 1] for key, both in _TEXTS.items()}
    return {**texts, **{key: money_texts(lang)[key] for key in _SHARED}}
