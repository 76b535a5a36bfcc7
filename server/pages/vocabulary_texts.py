"""What the page about the vocabulary says of its own, in Japanese and English."""

from collections.abc import Mapping

_TEXTS = {
    "vocabulary_model": (
        "この語彙は、一つのことを三つの側に分けて持ちます。",
        "This vocabulary keeps one matter on three sides.",
    ),
    "side_printed": (
        "文書の側: 部分・見出し・予算記載・金額記載。印字のまま、印字の数だけあります。",
        "The document's side: parts, headings, mentions, statements. As printed, as often as "
        "printed.",
    ),
    "side_concluded": (
        "結論の側: 再掲・重複・内数・承継の参照。どれも規則と根拠の箇所をもちます。",
        "The concluded side: references between printings. Each has its rule and its evidence.",
    ),
    "side_counted": (
        "お金の側: 予算項目と予算観測。何度印字されても一円は一度だけ数えます。",
        "The money's side: budget lines and observations. Each yen is counted once, however often "
        "it is printed.",
    ),
    "main_diagram": ("主なクラスのつながり", "How the main classes connect"),
    "diagram_of": ("図：{}", "Diagram: {}"),
    "diagram_how": (
        "箱はクラス、その下の行はプロパティ、矢印は値のクラスに至ります。白い三角は上位クラス、"
        "破線の箱は別の領域のクラスです。名前はどれも説明へのリンクです。",
        "A box is a class, the lines in it are properties, an arrow leads to the class of the "
        "values. A hollow triangle points to the superclass; a dashed box is a class of another "
        "area. Each name leads to its description.",
    ),
    "context": ("JSON-LD のコンテキスト", "context for JSON-LD"),
    "toc": ("目次", "Contents"),
    "model": ("モデルの考え方", "The model"),
    "hierarchy": ("クラスの階層", "Class hierarchy"),
    "hierarchy_about": (
        "上位または下位のクラスをもつクラス。破線の箱は他の語彙のクラスです。",
        "The classes that have super- or subclasses. Dashed boxes are classes of other "
        "vocabularies.",
    ),
    "schemes": ("概念の一覧", "Concept schemes"),
    "schemes_about": (
        "段階などの値となる SKOS の概念。それぞれに頁と RDF があります。",
        "The SKOS concepts that are values of properties. Each has a page and RDF of its own.",
    ),
    "notation": ("概念", "Concept"),
    "broader": ("上位概念", "Broader"),
    "prefixes": ("接頭辞", "Prefixes"),
    "prefixes_about": (
        "この頁の例は、次の宣言に続けて読めます。",
        "The examples on this page are read after these declarations.",
    ),
    "term_index": ("用語索引", "Index of terms"),
    "namespace": ("名前空間", "Namespace"),
    "version": ("版", "Version"),
    "prior_version": ("前の版", "Prior version"),
    "first_version": ("ありません（最初の版）", "none: this is the first"),
    "modified": ("更新日", "Last changed"),
    "term_licence": ("ライセンス", "Licence"),
    "kind": ("種類", "Kind"),
    "domain": ("主語のクラス", "Domain"),
    "range": ("値のクラス・型", "Range"),
    "anything": ("限定なし", "anything"),
    "above": ("上位", "Is a kind of"),
    "below": ("下位", "Its kinds"),
    "matches": ("近い語", "Close to"),
    "has_properties": ("もつプロパティ", "Its properties"),
    "value_of": ("値となるプロパティ", "Is a value of"),
    "count": ("件数", "How many"),
    "axioms": ("言明", "What holds"),
    "shapes": ("検査 (SHACL)", "Checks (SHACL)"),
    "disjoint": ("重ならない", "Never also"),
    "classes_counted": ("{:,}クラス", "{:,} classes"),
    "properties": ("プロパティ", "Properties"),
    "instances": ("このデータに {:,} 件", "{:,} in this release"),
    "classes": ("クラス", "Classes"),
    "kind_Class": ("クラス", "class"),
    "kind_ObjectProperty": (
        "ものを結ぶプロパティ",
        "property between things",
    ),
    "kind_DatatypeProperty": (
        "値をもつプロパティ",
        "property with a plain value",
    ),
}


def texts(lang: str) -> Mapping[str, str]:
    """Give the page's texts in one language."""
    return {key: both[0 if lang == "ja" else 1] for key, both in _TEXTS.items()}
