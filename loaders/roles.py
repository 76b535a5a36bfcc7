"""What the print says an organization does: carries a part out, holds its money, is given it.

The words stand after the name (において…を実施, で予算計上, への拠出), or before it as the label of
a list of names (実施主体：…).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shisaku.loaders.records import ActorRole

# No blank before a bare noun: redaction leaves one where a particle stood.
BUDGETED = (
    r"(?:\s?(?:の?予算)?(?:で|に(?:おいて)?|として|が)、?\s?)?"
    r"(?:予算)?(?:に|として)?(?:一括)?(?:して)?計上"
)
# The body carries the part out: において、…を実施; が…を行う; による…を実施. 開発した is no duty,
# and another が or は before the verb may name another body.
_DUTY = (
    r"\s?(?:の\s?「[^「」\n]{1,40}」)?"
    r"(?P<particle>等?において(?:は)?(?:、|(?![^。\n]{0,60}た))|による|が(?![一-龠]{1,6}した))"
    r"(?:[^。がは\n]|我が国|又は){0,120}?(?P<verb>を\s?(?:実施|整備|提供|運営|行う(?!者)|行い|行って))"
)
_ASKED = r"\s?に[^。がは\n、]{1,40}を行うことを(?:要請|委託|依頼)"
_GIVEN = (
    r"\s?(?:に対する|に対し(?:て)?|へ|に)の?\s?(?:補助|交付|助成|拠出|出資|分担)"
    r"|の?(?:運営費|施設(?:整備)?費)|(?:拠出|分担|出資)金"
)
_WORDS = (
    (ActorRole.BUDGETS, re.compile(BUDGETED)),
    (ActorRole.RECEIVES, re.compile(_GIVEN)),
    (ActorRole.IMPLEMENTS, re.compile(_DUTY)),
    (ActorRole.IMPLEMENTS, re.compile(_ASKED)),
)
_LABELS = (  # each begins with its own characters: a search then passes over all others
    (ActorRole.IMPLEMENTS, "事業実施主体|実施主体|事業主体|実施機関|実施者|委託先"),
    (ActorRole.RECEIVES, "交付先|補助先|拠出先|出資先|交付対象|補助対象者?|補助事業者"),
    (ActorRole.BUDGETS, "計上府省庁?|計上省庁|予算計上先|計上先"),
)
_NAMES = r"(?:[^:()【】。\n]|\([^()\n]{1,30}\)){1,80}"
_LABELLED = tuple(
    (role, re.compile(rf"(?:{words})\s?:\s?(?P<names>{_NAMES})(?:[)】]|(?=。?[ \t]*$))", re.M))
    for role, words in _LABELS
)
_REACH = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of names under a label: the run of the names, and that of label and list."""

    role: ActorRole
    names: tuple[int, int]
    whole: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A role that the print gives, and the runs of words after the name that give it."""

    role: ActorRole
    words: tuple[tuple[int, int], ...]


def labelled(text: str, begin: int = 0) -> Iterator[Listed]:
    """Give the lists of names that a label such as ``実施主体：`` gives a role."""
    for role, pattern in _LABELLED:
        for found in pattern.finditer(text, begin):
            yield Listed(role, found.span("names"), found.span())


def said_of(text: str, end: int) -> Said | None:
    """Give the role that the words after a naming, which ends at end, give it."""
    start = end + text.startswith("」", end)
    for role, pattern in _WORDS:
        if found := pattern.match(text, start, end + _REACH):
            if "verb" in pattern.groupindex:
                return Said(role, ((end, found.end("particle")), found.span("verb")))
            return Said(role, ((end, found.end()),))
    return None
