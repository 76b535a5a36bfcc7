"""What ``shisaku extract`` prints: the reading of one document as plain JSON records.

The schema is that of the annotation the extraction is scored with: budgets, structure, crossrefs.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from shisaku.loaders.conclude.reprints import Group, groups_of, original_of
from shisaku.loaders.records import Heading, Level, Mention, Part, Reading, Role, Statement

_INSTRUMENTS = {
    "appropriation": "general",
    "government-guarantee": "government_guarantee",
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029\x7f-\x9f]")
