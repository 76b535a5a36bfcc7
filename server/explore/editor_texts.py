"""What people read in the SPARQL editor: our own texts, and YASGUI's English words in Japanese."""

from collections.abc import Mapping

_TEXTS = {
    "questions": ("質問一覧から探す", "Find a question in the catalogue"),
    "questions_hint": ("{count}の質問から、言葉で探せます", "{count} questions: type to find one"),
    "nothing_found": ("見つかりませんでした", "Nothing was found"),
    "query_text": ("SPARQL クエリ", "SPARQL query"),
    "tab_name": ("タブの名前", "Name of the tab"),
    "link": ("このクエリと答えのリンク", "Link to this query and its answer"),
    "page_size": ("1ページの行数", "Rows a page"),
    "chart": ("図表", "Chart"),
    "network": ("グラフ", "Graph"),
    "downloads": ("答え全体を保存:", "Save the whole answer:"),
    "no_answer": ("答えがありません", "There is no answer"),
    "try_again": (
        "サーバーに届きませんでした。少し待って、もう一度実行してください",
        "The server could not be reached: wait a little, and run it again",
    ),
    "stopped": ("止めました", "Stopped"),
    "stopped_what": (
        "クエリは途中で止められました。もう一度実行できます",
        "The query was stopped before its end; it can be run again",
    ),
    "unreadable_line": (
        "この行で読めなくなります。実行すると理由が出ます",
        "The query cannot be read on from here; run it to see why",
    ),
    "to_line": ("{line}行目へ", "Go to line {line}"),
    "not_charted": (
        "図表にできる数値の列がありません。"
        "SELECT で、数値の列と、その名前か年度の列を選んでください。",
        "There is no column of numbers to draw. SELECT a column of numbers, and one that names "
        "them or gives their year.",
    ),
    "charted": ("{columns}（{by}ごと）", "{columns} by {by}"),
    "charted_some": (
        "{all}のうち初めの{shown}だけを描いています。",
        "Only the first {shown} of {all} are drawn.",
    ),
    "row": ("行", "row"),
    "save_picture": ("図を保存 ({format})", "Save the picture ({format})"),
    "not_linked": (
        "結べるものがありません。"
        "CONSTRUCT か DESCRIBE で尋ねるか、SELECT で IRI の列を二つ以上選んでください。",
        "There is nothing to link. Ask by CONSTRUCT or DESCRIBE, or SELECT two columns of IRIs or "
        "more.",
    ),
    "linked": (
        "{nodes}個を{edges}本で結んでいます。印を選ぶと名前が出ます。"
        "ドラッグで動かし、ホイールで拡大・縮小します。",
        "Things: {nodes}, links: {edges}. Choose a mark to read its name; drag to move, turn the "
        "wheel to zoom.",
    ),
    "linked_some": (
        "{all}個のうち、つながりの多い{shown}個だけを描いています。",
        "Only the {shown} of {all} things with the most links are drawn.",
    ),
    "values_left": (
        "文字列や数値など{count}件は描かず、表に示します。",
        "{count} values (texts, numbers) are not drawn; the table has them.",
    ),
}
_YASGUI = {
    "Query": "クエリ",
    "Query {}": "クエリ {}",
    "Add tab": "タブを追加",
    "Add a new tab": "タブを追加",
    "Close tab": "タブを閉じる",
    "New Tab": "新しいタブ",
    "Rename Tab": "名前を変える",
    "Copy Tab": "タブを複製",
    "Close Tab": "タブを閉じる",
    "Close other tabs": "ほかのタブを閉じる",
    "Undo close Tab": "閉じたタブを戻す",
    "Run query": "実行",
    "Share query": "リンクを共有",
    "Table": "表",
    "Response": "応答の文字列",
    "Shows {} view": "{}で見る",
    "{} result in {} seconds": "{}件（{}秒）",
    "{} results in {} seconds": "{}件（{}秒）",
    "{} result in {} second": "{}件（{}秒）",
    "{} results in {} second": "{}件（{}秒）",
    "{} result": "{}件",
    "{} results": "{}件",
    "Response in {} seconds": "{}秒",
    "Response in {} second": "{}秒",
    "Simple view": "簡潔に",
    "Ellipse": "長い値を省く",
    "Filter query results": "結果を絞り込む",
    "Page size:": "1ページの行数:",
    "All": "すべて",
    "True": "はい（true）",
    "False": "いいえ（false）",
    "Show all": "すべて表示",
    "Download result": "結果を保存",
    "Could not render results with the {} plugin, the results currently are rendered with the {} "
    "plugin.": "この答えは「{}」では示せないので、「{}」で示しています。",
    "cannot render result": "この答えは示せません",
    "Showing {} to {} of {} entries": "{}～{}行目（全{}行）",
    "Showing {} to {} of {} entries (filtered from {} total entries)": (
        "{}～{}行目（該当{}行、全{}行）"
    ),
    "Showing 0 to 0 of 0 entries": "0行",
    "Showing 0 to 0 of 0 entries (filtered from {} total entries)": "該当なし（全{}行）",
    "No matching records found": "該当する行はありません",
    "No data available in table": "行はありません",
    "pagination": "ページを送る",
    "First": "最初のページ",
    "Previous": "前のページ",
    "Next": "次のページ",
    "Last": "最後のページ",
    "{}: Activate to sort": "{}: 並べ替え",
    "{}: Activate to invert sorting": "{}: 逆順に並べ替え",
    "{}: Activate to remove sorting": "{}: 並べ替えを解除",
}
"""YASGUI has no translations: its words are replaced where they appear; {} stands for a part."""


def editor_texts(lang: str) -> Mapping[str, str]:
    """Give the texts of the editor in one language."""
    return {key: both[0 if lang == "ja" else 1] for key, both in _TEXTS.items()}


def yasgui_words(lang: str) -> Mapping[str, str]:
    """Give YASGUI's words in one language; none for English, which it speaks itself."""
    return _YASGUI if lang == "ja" else {}
