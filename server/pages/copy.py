"""What a static copy of the site adds to it: the page that says what such a copy cannot do."""

from flask import Blueprint, render_template

from shisaku.server.pages.texts import language
from shisaku.server.pages.texts import texts as page_texts
from shisaku.server.publish.texts import texts

blueprint = Blueprint("copy", __name__)


@blueprint.get("/static-copy")
def notice() -> str:
    """Show what needs a running server."""
    lang = language()
    return render_template("copy.html", t=page_texts(lang), d=texts(lang), lang=lang)
