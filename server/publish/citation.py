"""How to cite a release."""

from collections.abc import Mapping
from typing import Any


def as_bibtex(record: Mapping[str, Any]) -> str:
    """Give a release as BibTeX. record: its ``release.json``.

    It has no year of its own: its version names exactly what was cited.
    """
    titles = "; ".join(f"{e['title']} ({e['publisher']})" for e in record["editions"])
    fields = {
        "author": "{{shisaku}}",
        "title": "{{shisaku: policy measures and budgets as a graph}}",
        "version": f"{{{record['release']}}}",
        "url": f"{{{record['base']}dataset/release/{record['release']}}}",
        "note": f"{{Made from: {titles.translate(_ESCAPES)}}}",
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@misc{{shisaku-{record['release']},\n{lines}\n}}\n"


_ESCAPES = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"})
