"""The words of downloads and change log, in one table: key, Japanese, English."""

from collections.abc import Iterable, Mapping
from typing import Final

LICENCE: Final = "https://www.apache.org/licenses/LICENSE-2.0"
"""Of data and English names (README)."""

_TEXTS = {
    "downloads": ("ダウンロード", "Downloads"),
    "downloads_lead": (
        "この公開版のすべてのファイルです。金額は円の整数です。途中から再開できます（Range）。",
        "All files of this release. Amounts are whole yen. Downloads can be resumed (Range).",
    ),
    "graphs": ("グラフ", "Graphs"),
    "file": ("ファイル", "File"),
    "what": ("内容", "What it holds"),
    "bytes": ("大きさ", "Size"),
    "checksum": ("検査和（SHA-256）", "Checksum (SHA-256)"),
    "checksums": (
        "すべての検査和を一つのファイルで（sha256sum --check で照合）:",
        "All checksums in one file, for sha256sum --check:",
    ),
    "description": (
        "このデータセットの記述（DCAT・VoID・PROV、RDF）:",
        "Description of this data set (DCAT, VoID, PROV) as RDF:",
    ),
    "licence": ("ライセンスと出典", "Licence and source"),
    "licence_is": (
        "データと英語の名称: Apache-2.0。",
        "Data and English names: Apache-2.0.",
    ),
    "source_is": (
        "出典: {title}（{publisher}）。印字された名称・金額・参照を事実として収め、"
        "文章は含みません。",
        "Source: {title}, published by {publisher}. Names, figures and references are held as "
        "facts; the document's sentences are not included.",
    ),
    "cite": ("引用", "How to cite"),
    "release": ("公開版", "Release"),
    "changes": ("変更履歴", "Changes between releases"),
    "changes_lead": (
        "公開版の間で加わった資源、述べられることが変わった資源、なくなった資源です。"
        "なくなった IRI には 410 を返します。",
        "Resources that were added, of which something else is said, or which are gone, from "
        "release to release. An IRI that is gone answers 410.",
    ),
    "none": (
        "これが最初の公開版です。比べる前の版はありません。",
        "This is the first release: there is none before it to compare with.",
    ),
    "from_to": ("{old} から {new}", "From {old} to {new}"),
    "kind": ("種類", "Kind"),
    "no_kind": ("（種類なし）", "(no kind)"),
    "added": ("追加", "Added"),
    "changed": ("変更", "Changed"),
    "removed": ("削除", "Removed"),
    "more": ("ほか{:,}件（RDF に全件）", "and {:,} more (all in the RDF)"),
    "total": ("計", "Total"),
    "copy_title": ("この静的な写しにできないこと", "What this static copy cannot do"),
    "copy_note": (
        "静的な写しです。問い合わせと検索はできません。",
        "This is a static copy: it answers no queries and no searches.",
    ),
    "copy_more": ("できないことの一覧", "What it cannot do"),
    "copy_lead": (
        "ファイルだけの写しです。ページ、RDF、ダウンロードはすべてありますが、"
        "次のものにはサーバーが要ります。",
        "It is made of files alone. All pages, their RDF and all downloads are in it, but these "
        "need a running server:",
    ),
    "copy_sparql": (
        "SPARQL エンドポイント、引数を選ぶ質問と API",
        "the SPARQL endpoint, questions with parameters of one's own, and the API",
    ),
    "copy_search": ("検索", "search"),
    "copy_formats": (
        "内容交渉: 形式はアドレスの末尾（.ttl など）で、言語はページのリンクで選びます",
        "negotiation: choose a format by the end of the address (.ttl), a language by the link",
    ),
    "copy_gone": (
        "状態コード 410: なくなったもののページはありますが、200 で返ります",
        "status 410: what is gone has its page, which is answered with 200",
    ),
    "copy_instead": (
        "手元でサーバーを動かせば、同じデータにすべてできます。",
        "Your own server can do all of it, with the same data:",
    ),
    "same_as_rdf": ("このページの RDF:", "The same as RDF:"),
}


def texts(lang: str) -> Mapping[str, str]:
    """Give all texts of one language."""
    return {key: both[0 if lang == "ja" else 1] for key, both in _TEXTS.items()}


def source_statement(editions: Iterable[Mapping[str, str]], lang: str) -> str:
    """Say where the facts come from. editions: as ``release.json`` records them."""
    form = texts(lang)["source_is"]
    return " ".join(form.format(title=e["title"], publisher=e["publisher"]) for e in editions)
