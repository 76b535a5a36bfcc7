"""How validation grows from one edition's data to fifty: seconds, memory, and the exponent.

The graph of a release is copied under other edition slugs: five editions of a ministry share
their budget lines, ten years apart; ministries share the vocabulary only.
"""

import math
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import run

EDITIONS = (1, 5, 20, 50)
EDITIONS_OF_A_MINISTRY = 5
_YEAR = re.compile(r'(/fy/|/line/[^/>]+/|#year> "|"(?=\d{4}-0[34]-))(\d{4})')


def copied(quads: Iterable[str], number: int) -> Iterator[str]:
    """Give the statements of the 2024 edition as those of another; number: 0 changes nothing."""
    ministry, years = divmod(number, EDITIONS_OF_A_MINISTRY)
    for quad in quads:
        quad = quad.replace("/2024>", f"/{2024 + number}>") if number else quad
        yield quad
