"""The way back to print: every block from the graph alone, and what is printed reads as it was."""

import re
import subprocess
import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shisaku.loaders.document import decode, read_document
from shisaku.loaders.printing import as_compared, layout_text, print_block
from shisaku.loaders.reader import read, read_printed
from shisaku.loaders.records import Mention, Phase, Reading, Role, Slot, Span, Statement
from shisaku.server.build import Options, build
from shisaku.server.cli.print import printed_blocks

OWN = Path(__file__).parents[1] / "data"
SMALL = {"lake-2026", "river-2026"}  # the fast suite builds these only
NOT_EQUAL: dict[int, str] = {}
"""Blocks whose print differs from the source, by number, with the reason: there are none."""


@pytest.fixture(scope="session")
def printed(release: Path) -> list[tuple[str, str]]:
    """Print the blocks of the release by the command; give place and block of each."""
    command = [sys.executable, "-m", "shisaku.server", "print", "--release", str(release)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    places = re.split(r"^(ch/\S+)\n", output, flags=re.MULTILINE)[1:]
    return list(zip(places[::2], places[1::2], strict=True))


def test_all_174_blocks_print_as_the_source_does(
    printed: list[tuple[str, str]], reading: Reading, facts: Path
) -> None:
    text = read_document(facts).text

    assert len(printed) == 174
    different = {
        block.number
        for (_, output), block in zip(printed, reading.blocks, strict=True)
        if as_compared(output) != as_compared(text[block.span.start : block.span.end])
    }
    assert different == set(NOT_EQUAL)


def test_each_label_of_the_full_text_is_printed_with_what_follows_it(
    printed: list[tuple[str, str]], source: Path
) -> None:
    body = read_document(source).text
    labels = [found.start() for found in re.finditer(r"【予算[^】]*】", body)]

    assert len(labels) == 174
    for start, (_, output) in zip(labels, printed, strict=True):
        assert as_compared(body[start : start + 900]).startswith(as_compared(output))


@pytest.mark.slow
@pytest.mark.parametrize(
    "file",
    [
        pytest.param(file, marks=() if file.stem in SMALL else pytest.mark.slow)
        for file in sorted(OWN.glob("*.txt"))
    ],
    ids=lambda file: file.stem,
)
def test_documents_in_other_layouts_print_as_they_are_printed(file: Path, tmp_path: Path) -> None:
    build([file], tmp_path / "release", Options())
    text, reading = read_document(file).text, read(file)

    printed = [output for _, _, output in printed_blocks(tmp_path / "release")]

    assert len(printed) == len(reading.blocks) > 0
    for output, block in zip(printed, reading.blocks, strict=True):
        assert as_compared(output) == as_compared(text[block.span.start : block.span.end])


def test_blocks_are_printed_after_their_places(printed: list[tuple[str, str]]) -> None:
    first, last = printed[0], printed[-1]

    assert first[0] == "ch/1/s/2/m/2"
    assert first[1].startswith("【予算】地方交付税（地方公共団体交付ベース） 18.7兆円（5年度 18.4")
    assert last[0] == "ch/18/s/2/m/6"  # L3809
    assert [place for place, text in printed if "財投等" in text] == ["ch/17/s/2/m/2"]  # L3491


def test_layouts_hold_no_figure_and_every_datum_has_its_slot(reading: Reading) -> None:
    slots = [p for block in reading.blocks for p in block.pieces if isinstance(p, Slot)]
    words = [p for block in reading.blocks for p in block.pieces if isinstance(p, str)]

    assert [text for text in words if re.search(r"\d", text)] == []
    assert sum(slot.property == "printedAmount" for slot in slots) == 433
    assert sum(slot.property == "printedName" for slot in slots) == 205


def test_a_datum_that_the_graph_lacks_is_no_blank() -> None:
    with pytest.raises(KeyError, match="printedAmount"):
        print_block("【予算】{b/1/a/1 printedAmount}", lambda path, name: [])  # noqa: ARG005


def test_braces_that_are_printed_stay() -> None:
    layout = layout_text(["【予算】{甲}", Slot("mention", 0, "printedName")], lambda _: "b/1")

    assert (
        print_block(layout, lambda path, name: [f"{path}の{name}"])
        == "【予算】{甲}b/1のprintedName"
    )


def test_an_unknown_edition_is_refused(release: Path) -> None:
    command = [sys.executable, "-m", "shisaku.server", "print", "--edition", "1999"]

    result = subprocess.run(
        [*command, "--release", str(release)], capture_output=True, text=True, check=False
    )

    assert result.returncode == 2
    assert "there are: 2024" in result.stderr


# parse(print(x)) = x, for blocks as the genre prints them

NOWHERE = Span(0, 0, 1, 1, 1, 1, "")
UNITS = {"兆": 10**12, "億": 10**8, "百万": 10**6, "万": 10**4}
PHASES = {
    "": Phase.INITIAL,
    "当初": Phase.INITIAL,
    "補正": Phase.SUPPLEMENTARY,
    "1次補正": Phase.SUPPLEMENTARY_1,
    "2次補正": Phase.SUPPLEMENTARY_2,
}
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789.,"}


@dataclass(frozen=True)
class Style:
    """How a mention is printed: line break after the name, kind of bracket, full-width digits."""

    breaks: bool
    wide_bracket: bool


@st.composite
def names(draw: st.DrawFn) -> str:
    """Draw a name of a budget line."""
    words = draw(
        st.lists(st.sampled_from(["森林", "港湾", "AI", "5G", "山村", "灯台", "橋梁"]), min_size=1)
    )
    bracket = draw(st.sampled_from(["", "（本省）", "（仮称）"]))
    return "".join(words[:4]) + draw(st.sampled_from(["整備事業", "調査経費"])) + bracket


@st.composite
def statements(draw: st.DrawFn, role: Role, has_period: bool) -> Statement:
    """Draw a figure with the words of its year, or without for the edition's."""
    unit = draw(st.sampled_from(sorted(UNITS)))
    decimals = 1 if unit != "万" else 0
    tenths = draw(st.integers(1, 99_999))
    number = Decimal(tenths) / 10**decimals
    text = draw(st.sampled_from(["", "▲"])) + f"{number:,}{unit}円"
    yen = int(number * UNITS[unit])
    year, phase = draw(st.integers(1, 6)), draw(st.sampled_from(sorted(PHASES)))
    return Statement(
        text=text.translate(WIDE) if draw(st.booleans()) else text,
        yen=-yen if "▲" in text else yen,
        fiscal_year=2018 + year if has_period else 2024,
        phase=PHASES[phase] if has_period else Phase.INITIAL,
        role=role,
        instrument="appropriation",
        span=NOWHERE,
        is_within=draw(st.booleans()),
        period=f"{year}年度{phase}" if has_period else None,
    )


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    """Draw a mention with figures of its own, earlier ones, a predecessor and marks."""
    has_period = draw(st.booleans())
    found = [draw(statements(Role.MAIN, has_period))]
    found += draw(st.lists(statements(Role.MAIN, True), max_size=1))
    earlier = draw(st.lists(statements(Role.COMPARISON, True), max_size=2))
    is_renamed = draw(st.booleans())
    if is_renamed:
        before = draw(names())
        earlier = [replace(statement, predecessor=before) for statement in earlier]
    return Mention(
        name=draw(names()),
        span=NOWHERE,
        part=(),
        block=1,
        statements=(*found, *earlier),
        is_reprint=draw(st.booleans()),
        is_new=draw(st.booleans()),
    )


def pieces_of(position: int, mention: Mention, style: Style) -> list[str | Slot]:
    """Lay a mention out as the genre does."""
    opening, closing = "（）" if style.wide_bracket else "()"
    pieces: list[str | Slot] = [Slot("mention", position, "printedName")]
    pieces += ["（再掲）"] if mention.is_reprint else []
    pieces.append("\n" if style.breaks else " ")
    for s, statement in enumerate(mention.statements):
        first = statement.role is Role.COMPARISON and (mention.statements[s - 1].role is Role.MAIN)
        pieces.append(opening if first else " " if s else "")
        if statement.period:
            pieces += [Slot("statement", position, "printedPeriod", s), " "]
        pieces.append(Slot("statement", position, "printedAmount", s))
        pieces += ["の内数"] if statement.is_within else []
    if mention.statements[-1].role is Role.COMPARISON:
        if mention.statements[-1].predecessor:
            last = len(mention.statements) - 1
            first_of = next(
                s for s in range(last + 1) if mention.statements[s].role is Role.COMPARISON
            )
            slot = Slot("statement", position, "printedPredecessor", first_of)
            pieces += [opening, slot, closing]
        pieces.append(closing)
    pieces += ["【新規】"] if mention.is_new else []
    return [*pieces, "\n"]


def path_of(slot: Slot) -> str:
    """Give the path of a slot's resource below the measure."""
    path = f"b/{slot.position + 1}"
    return f"{path}/a/{slot.statement + 1}" if slot.kind == "statement" else path


def values_of(found: list[Mention]) -> dict[tuple[str, str], list[str]]:
    """Give what a graph of some mentions would answer."""
    values: dict[tuple[str, str], list[str]] = {}
    for m, mention in enumerate(found, start=1):
        values[f"b/{m}", "printedName"] = [mention.name]
        for s, statement in enumerate(mention.statements, start=1):
            values[f"b/{m}/a/{s}", "printedAmount"] = [statement.text]
            values[f"b/{m}/a/{s}", "printedPeriod"] = [statement.period or ""]
            values[f"b/{m}/a/{s}", "printedPredecessor"] = [statement.predecessor or ""]
    return values


def facts_of(mention: Mention) -> Mention:
    """Leave out where a mention and its figures are printed."""
    plain = tuple(replace(statement, span=NOWHERE) for statement in mention.statements)
    return replace(mention, span=NOWHERE, part=(), statements=plain)


@pytest.mark.slow
@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(mentions(), st.builds(Style, st.booleans(), st.booleans())),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_printed_reads_as_what_it_was_printed_from(
    drawn: list[tuple[Mention, Style]],
) -> None:
    found = [mention for mention, _ in drawn]
    pieces: list[str | Slot] = ["【予算】"]
    for m, (mention, style) in enumerate(drawn):
        pieces += pieces_of(m, mention, style)
    layout = layout_text(pieces, path_of)
    values = values_of(found)
    block = print_block(layout, lambda path, name: values[path, name])
    text = f"灯台庁重点施策2024\n※予算額は令和6年度当初\n\n1 灯台\n[1] 灯台\n(1) 灯台\n\n{block}"

    again = read_printed(decode(text.encode(), "lighthouse.txt"))

    assert [facts_of(mention) for mention in again.mentions] == found
    assert as_compared(layout_text(again.blocks[0].pieces, path_of)) == as_compared(layout)
