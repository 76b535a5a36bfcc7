"""Where the money goes: its page, whose tables the charts are drawn from."""

from flask import Blueprint, Response, current_app, render_template, request

from shisaku.server.explore.money_texts import money_texts
from shisaku.server.explore.sums import Asked, Money, Total, make_money, offered_values
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.asking import ask_rows
from shisaku.server.pages.texts import language, readable_yen, texts
from shisaku.server.protocol.caching import cacheable
from shisaku.server.protocol.problems import Problem
from shisaku.server.release import Release

blueprint = Blueprint("money", __name__)


@blueprint.get("/money")
def money() -> Response:
    """Show the money of a year and an instrument, by default the latest and appropriations."""
    lang, release = language(), _release()
    asked, shown = request.args.get("year", ""), request.args.get("instrument", "")
    tag = "-".join(("money", release.identifier, lang, asked, shown))
    found = _find_money(Asked(asked, shown), Addresses(release.base, release.sources), lang)
    v = money_texts(lang)
    body = render_template(
        "money.html",
        t=texts(lang),
        v=v,
        lang=lang,
        view="money",
        page={"lang": lang, "texts": v},
        money=found,
        is_chosen=bool(asked or shown),
        has_report=release.directory is not None,
        readable=lambda yen: readable_yen(yen, lang),
        included=lambda total: _included(total, lang),
    )
    response = Response(body, content_type="text/html; charset=utf-8")
    response.headers["Content-Language"] = lang
    response.set_etag(tag)
    return cacheable(response, "Accept-Language")


def _find_money(asked: Asked, addresses: Addresses, lang: str) -> Money:
    """Ask the catalogue; raises EngineError, and Problem 400 for what the graph has no money of."""
    by_part = ask_rows("money-by-part", {"lang": lang})
    latest = max((row["year"]["value"] for row in ask_rows("editions")), default="")
    chosen = asked.settled(by_part, latest)
    if chosen is None:
        offered = offered_values(by_part)
        raise Problem(
            "bad-request",
            f"there are no figures of this year and instrument at /money; there are: {offered}",
            f"この年度・財源手段の額は /money にありません。あるもの: {offered}",
        )
    before = str(int(chosen.year) - 1)
    one = {"instrument": chosen.instrument, "lang": lang}
    rows = {
        "concepts": ask_rows("concepts", {"lang": lang}),
        "money-by-part": by_part,
        "overcount": ask_rows("overcount", {"lang": lang}),
        "money-by-line": ask_rows("money-by-line", {**one, "year": chosen.year}),
        "money-before": ask_rows("money-by-line", {**one, "year": before}),
        "changes-across-years": ask_rows(
            "changes-across-years", {"from": before, "to": chosen.year, "lang": lang}
        ),
    }
    return make_money(chosen, rows, addresses)


def _included(total: Total, lang: str) -> str:
    """Say what a total holds: how many figures, of which phases; and what rounding may make."""
    v = money_texts(lang)
    told = v["figures"].format(count=total.figures)
    if total.ceilings:
        told += v["of_them_ceilings"].format(count=total.ceilings)
    parts = [told]
    if total.error:
        parts.append(v["rounding"].format(yen=readable_yen(total.error, lang)))
    if total.phases != (total.phase.name,):
        joint = "・" if lang == "ja" else ", "
        parts.append(v["phases_included"].format(phases=joint.join(total.phases)))
    return ("、" if lang == "ja" else "; ").join(parts)


def _release() -> Release:
    """Give the release that is served."""
    release: Release = current_app.extensions["shisaku-release"]
    return release
