"""Questions that people ask an agent, answered by the tools of MCP alone.

The answers are read in the source, whose lines are named.
"""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from mcp import Client

from tests.server.test_agents import in_a_loop

Said = dict[str, Any]
Tools = Callable[..., Coroutine[Any, Any, Said]]
Agent = Callable[[Callable[[Tools], Coroutine[Any, Any, Said]]], Said]


@pytest.fixture
def agent(server: str) -> Agent:
    """Give what runs an agent that has the tools and nothing else."""

    def run(works: Callable[[Tools], Coroutine[Any, Any, Said]]) -> Said:
        async def connected() -> Said:
            async with Client(f"{server}/mcp") as client:

                async def call(tool: str, **arguments: Any) -> Said:
                    answered = await client.call_tool(tool, arguments)
                    assert not answered.is_error, answered.content
                    return dict(answered.structured_content or {})

                return await works(call)

        return in_a_loop(connected())

    return run


async def named(call: Tools, words: str) -> str:
    """Find a ready question by words of its summary."""
    listed = await call("list_queries")
    (found,) = [q["name"] for q in listed["queries"] if words in q["summary"]]
    return str(found)


async def thing(call: Tools, text: str, kind: str, lang: str = "ja") -> str:
    """Find a thing of a class by its name."""
    found = await call("search", text=text, lang=lang)
    return str(next(r["iri"] for r in found["results"] if r["type"].endswith(f"#{kind}")))


def lines(said: Said, row: int) -> set[int]:
    """Give the lines of the source that a row's money is printed on."""
    return {source["line"] for source in said["sources"] if source["row"] == row}


def test_the_total_of_the_supplementary_budget(agent: Agent) -> None:
    async def work(call: Tools) -> Said:
        return await call("run_query", name=await named(call, "Grand totals by year"))

    said = agent(work)
    ((at, row),) = [
        (at, row)
        for at, row in enumerate(said["rows"], start=1)
        if (row["year"], row["phaseLabel"], row["instrumentLabel"])
        == (2023, "supplementary budget", "appropriation")
    ]
    # 44 figures of 補正 and two ceilings (L514, L3229), and 1次補正 (L252)
    assert (row["lower"], row["upper"]) == (671_610_000_000, 696_860_000_000)
    assert row["phasesIncluded"] == "supplementary supplementary-1"
    assert "rounded" in said["caveats"]
    assert lines(said, at) <= {219, 220, 239, 252, 332}  # the first that are counted
    assert len(lines(said, at)) > 1


def test_the_grants_to_the_oecd(agent: Agent) -> None:
    async def work(call: Tools) -> Said:
        organization = await thing(call, "OECD", "Organization", "en")
        name = await named(call, "Money by the organization")
        return await call("run_query", name=name, parameters={"organization": organization})

    said = agent(work)
    grants = {
        row["year"]: (at, row["lower"], row["upper"])
        for at, row in enumerate(said["rows"], start=1)
        if row["roleLabel"] == "recipient"
    }
    assert {year: bounds for year, (_, *bounds) in grants.items()} == {
        2023: [110_000_000, 110_000_000],  # L3452, in brackets
        2024: [140_000_000, 140_000_000],  # L2696 and L3452
    }
    assert lines(said, grants[2023][0]) == {3452}  # of the figures, not of the namings
    assert lines(said, grants[2024][0]) == {2696, 3452}
    assert all("億円" in source["characters"] for source in said["sources"])


def test_the_rate_for_a_town_with_an_index_of_0_6(agent: Agent) -> None:
    async def work(call: Tools) -> Said:
        measure = await thing(call, "ケーブルテレビの光化等による耐災害性強化", "Measure")
        rates = await call(
            "run_query",
            name=await named(call, "Subsidy rates with recipients"),
            parameters={"within": measure, "lang": "ja"},
        )
        name = await named(call, "Conditions of rates and caps")
        conditions = {
            row["rate"]: (await call("run_query", name=name, parameters={"rate": row["rate"]}))
            for row in rates["rows"]
        }
        return {"rates": rates, "conditions": conditions}

    said = agent(work)
    fitting = [
        row
        for row in said["rates"]["rows"]
        if any(
            float(condition.get("above", 1)) < 0.6 <= float(condition.get("atMost", 0))
            for condition in said["conditions"][row["rate"]]["rows"]
        )
    ]
    assert [(r["numerator"], r["denominator"], r["sourceLine"]) for r in fitting] == [(1, 3, 1204)]
    (usual,) = [row for row in said["rates"]["rows"] if row["sourceLine"] == 1202]
    assert (usual["numerator"], usual["denominator"]) == (1, 2)
    assert "1204" in str(usual["overriddenBy"]).split()


def test_what_is_new(agent: Agent) -> None:
    async def work(call: Tools) -> Said:
        return await call("run_query", name=await named(call, "items marked new"))

    said = agent(work)
    new = {row["sourceLine"]: (row["year"], row["lower"], row["upper"]) for row in said["rows"]}
    assert said["rows_left_out"] == 0
    assert new[239] == (2023, 1_020_000_000, 1_020_000_000)
    assert new[2696] == (2024, 20_000_000, 20_000_000)
    assert new[3229] == (2023, 0, 24_000_000_000)  # only a share (内数) of it
    assert 3452 not in new
    assert all(row["sourceLine"] in lines(said, at) for at, row in enumerate(said["rows"][:20], 1))
    assert "内数" in said["caveats"] or "share" in said["caveats"]


def test_the_bounds_of_a_section(agent: Agent) -> None:
    async def work(call: Tools) -> Said:
        part = await thing(call, "ケーブルテレビの光化等による耐災害性強化", "Section")
        name = await named(call, "Totals of a part")
        return await call("run_query", name=name, parameters={"part": part})

    said = agent(work)
    told = {
        (row["year"], row["phaseLabel"]): tuple(
            row[name] for name in ("lower", "upper", "printedLower", "printedUpper")
        )
        for row in said["rows"]
        if row["instrumentLabel"] == "appropriation"
    }
    assert told[2024, "initial budget"] == (0, 0, 1_250_000_000, 1_250_000_000)  # L1688, as L1189
    assert "overlaps" in said["caveats"]
    assert all(lines(said, at) for at in range(1, len(said["rows"]) + 1))
