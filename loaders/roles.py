"""What the print says an organization does: carries a part out, holds money or a fund, is given it.

The words stand after the name (において…を実施, で予算計上, への拠出, の…基金), or before it as the
label of a list of names (実施主体：…).
"""

import re
from collections.abc import Iterator, Sequence
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
    r"(?:[^。がは\n]|我が国|又は){0,120}?"
    r"(?P<verb>を\s?(?:実施|整備|提供|運営|行う(?!者)|行い|行って|進め(?!られ)))"
)
NOUN = r"[一-龠々ァ-ヶーA-Za-z0-9・]"
_TITLED = (
    rf"による{NOUN}{{2,20}}(?=\s{{0,2}}(?:\n|\Z))"  # a title says the act alone: による検証作業
)
FUND_NAME = rf"(?!(?:各種?|同|本|当該?|両|新|既存|都道府県)基金){NOUN}{{2,30}}基金(?!{NOUN})"
_KEPT = rf"(?:\s?の|に(?:造成|設置)(?:した|された|する))「?(?P<fund>{FUND_NAME})"
_MOVED = r"の?(?:予算)?(?:に|へ)移し?替え"  # of 予算計上後、…に移替えて執行: who spends the money
_ASKED = r"\s?に[^。がは\n、]{1,40}を行うことを(?:要請|委託|依頼)"
_GIVEN = (
    r"\s?(?:に対する|に対し(?:て)?|へ|に)の?\s?(?:補助|交付|助成|拠出|出資|分担)"
    r"|の?(?:運営費|施設(?:整備)?費)|(?:拠出|分担|出資)金"
)
_WORDS = (
    (ActorRole.BUDGETS, re.compile(BUDGETED)),
    (ActorRole.IMPLEMENTS, re.compile(_MOVED)),
    (ActorRole.KEEPS_FUND, re.compile(_KEPT)),
    (ActorRole.RECEIVES, re.compile(_GIVEN)),
    (ActorRole.IMPLEMENTS, re.compile(_DUTY)),
    (ActorRole.IMPLEMENTS, re.compile(_TITLED)),
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
_BEFORE = 10
_IN_PART = re.compile(r"一部(?:を|は|が|、|について)?「?\Z")
_AND_OTHERS = re.compile(rf"」?{NOUN}*?等")


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
    fund: tuple[int, int] | None = None


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
            fund = found.span("fund") if "fund" in pattern.groupindex else None
            return Said(role, ((end, found.end()),), fund)
    return None


def limits(text: str, run: tuple[int, int], lists: Sequence[Listed]) -> Iterator[tuple[int, int]]:
    """Give the runs that say that a role is not one body's in whole: 一部 before it, 等 after it.

    等 counts in the noun phrase of the name (総合通信局等) and in the list that the name stands in.
    """
    start, end = run
    if found := _IN_PART.search(text[max(0, start - _BEFORE) : start]):
        yield start - len(found[0]), start
    said = said_of(text, end)
    for word in said.words if said else ():
        if "一部" in text[slice(*word)]:
            yield word
    if others := _AND_OTHERS.match(text, end):
        yield others.span()
    for one in lists:
        if one.names[0] <= start and end <= one.names[1] and "等" in text[slice(*one.names)]:
            yield one.names
