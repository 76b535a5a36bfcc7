"""Render the report: an HTML page and a Markdown text, each in Japanese and in English."""

import re
from collections.abc import Iterator
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from shisaku.server.pages import texts as pages
from shisaku.server.report import texts as words
from shisaku.server.report.findings import summary
from shisaku.server.report.records import Balance, Printing, Remark, Report

LANGUAGES = ("ja", "en")
STYLE = '<link rel="stylesheet" href="static/style.css">'
_ADDRESSES = {
    "static": "static/{filename}",
    "pages.start": "./?lang={lang}",
    "queries.index": "queries?lang={lang}",
    "money.money": "money?lang={lang}",
    "sparql.sparql": "sparql?lang={lang}",
    "search.page": "search",
    "explore.graph": "graph?lang={lang}",
}
"""Where the page's links lead, as seen from ``/report``."""
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")


def as_html(report: Report, lang: str) -> str:
    """Give the page as ``/report`` serves it; its style is a file beside the server's."""
    return _render("report.html", report, lang)


def as_markdown(report: Report, lang: str) -> str:
    """Give the report as Markdown (with GitHub's tables)."""
    return _render("report.md", report, lang)


def stand_alone(page: str) -> str:
    """Give the page with its style within, to be kept or sent as a file."""
    style = (files("shisaku.server") / "static" / "style.css").read_text(encoding="utf-8")
    return page.replace(STYLE, f"<style>\n{style}</style>")


def _render(template: str, report: Report, lang: str) -> str:
    """Fill a template with the report in one language."""
    environment = Environment(
        loader=PackageLoader("shisaku.server.pages"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    several = len(report.sources) > 1
    environment.filters |= {
        "cell": _cell,
        "place": lambda printed: _place(printed, several),
        "grouped": "{:,}".format,
    }
    filled = {
        "report": report,
        "lang": lang,
        "t": pages.texts(lang),
        "r": words.texts(lang),
        "readable": lambda yen: pages.readable_yen(yen, lang),
        "summary": summary,
        "sums": _sums,
        "yen": lambda yen: pages.readable_yen(yen, lang) if yen else "–",
        "percent": _percent,
        "told": lambda balance: _told(balance, lang),
        "url_for": lambda endpoint, **values: _ADDRESSES[endpoint].format(**values),
    }
    return environment.get_template(template).render(filled)


def _sums(balance: Balance) -> Iterator[tuple[str, int]]:
    """Give the sums of a balance in yen, by the keys of their headings."""
    for name in ("printed", "lower", "upper", "contingent", "doubled", "unknown"):
        yield f"{name}_sum", getattr(balance, name)


def _percent(balance: Balance) -> str:
    """Give by how much the plain sum is too high, at least and at most; a dash where nothing is."""
    told = list(dict.fromkeys(f"{percent:.1f}" for percent in balance.overstated if percent))
    return f"{'–'.join(told)} %" if told else "–"


def _told(balance: Balance, lang: str) -> str:
    """Say how the plain sum becomes the sums counted once."""
    said = words.texts(lang)
    parts = ["sum", *(name for name in ("unknown", "contingent") if getattr(balance, name))]
    sums = {key.removesuffix("_sum"): f"{yen:,}" for key, yen in _sums(balance)}
    return ("" if lang == "ja" else " ").join(said[part].format(**sums) for part in parts)


def _place(printed: Printing | Remark, several: bool) -> str:
    """Give line and column: L3507:6; a line alone where no column is known.

    several: whether the report is about several documents, so that it says which.
    """
    document = f"{printed.source} " if several else ""
    column = f":{printed.column}" if printed.column else ""
    return f"{document}L{printed.line}{column}"


def _cell(text: object) -> str:
    """Give a text as one cell of a Markdown table: its marks and line breaks are no markup."""
    return " ".join(_MARKDOWN.sub(r"\\\1", str(text)).split())
