"""A question of the catalogue, put so that stores with defects read it as it is meant."""

import re

_ANYTHING = re.compile(r"^ *VALUES \?\w+ \{ UNDEF \}  # parameter\n", re.MULTILINE)
_LANGUAGE = re.compile(r'^ *VALUES \?lang \{ ("\w+") \}  # parameter$', re.MULTILINE)


def put_plainly(text: str) -> str:
    """Leave out the parameters that may be anything; ask for names in the language itself.

    Neither changes what SPARQL makes of it. Virtuoso 7 joins UNDEF with nothing, and sees no
    variable from outside in a FILTER inside OPTIONAL.
    """
    if language := _LANGUAGE.search(text):
        text = re.sub(r"= \?lang\b", f"= {language[1]}", text)
    return _ANYTHING.sub("", text)
