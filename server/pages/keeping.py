"""A language that a reader chose by ``?lang=`` is kept on each link that stays on the site.

The links of all pages are changed in one place, after the page is made: what makes a page, or what
the build made long before, need not know of it. Without a choice the reader's browser says it anew
on each page, and links stay as they are.
"""

import re
from html import escape, unescape

_LINK = re.compile(r'(<a\s(?:[^>]*\s)?href=")([^"]*)(?=")')
_LEAVES = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|/api/|[^?#]*\.(?!html\b)[a-z][a-z0-9]*(?:[?#]|$)"
)
"""What leads to no other page: off the site, along the page, to the API or to a file."""
_HAS_LANG = re.compile(r"[?&]lang=")


def keep_language(page: str, lang: str) -> str:
    """Give a page whose links to other pages of the site ask for a language."""
    return _LINK.sub(lambda found: found[1] + escape(_with(unescape(found[2]), lang)), page)


def _with(link: str, lang: str) -> str:
    """Add the language to a link that stays here and names none."""
    address, mark, fragment = link.partition("#")
    if _LEAVES.match(link) or _HAS_LANG.search(address):
        return link
    return f"{address}{'&' if '?' in address else '?'}lang={lang}{mark}{fragment}"
