"""The scripts of the views are no larger than the tour says."""

import json
import re
from pathlib import Path

import pytest

from shisaku.server.explore.bundles import DIST

TOUR = (Path(__file__).parents[2] / "docs" / "tour.md").read_text(encoding="utf-8")
BOUNDS = {
    view: (int(plain), int(packed))
    for view, plain, packed in re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|$", TOUR, re.M)
}


def test_each_view_weighs_at_most_what_the_tour_says() -> None:
    if not (DIST / "manifest.json").exists():
        pytest.skip("what make web builds is not here")
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))

    assert set(manifest) == set(BOUNDS)
    for view, files in manifest.items():
        names = [name for name in (files["script"], files["style"], *files["parts"]) if name]
        plain = sum((DIST / name).stat().st_size for name in names)
        packed = sum((DIST / f"{name}.gz").stat().st_size for name in names)
        assert plain <= BOUNDS[view][0] * 1000, view
        assert packed <= BOUNDS[view][1] * 1000, view


def test_each_picture_of_the_tour_is_there_and_small() -> None:
    docs = Path(__file__).parents[2] / "docs"
    pictures = re.findall(r"\]\((pictures/[^)]+)\)", TOUR)

    assert len(pictures) == 6
    for picture in pictures:
        assert 0 < (docs / picture).stat().st_size < 150_000, picture
