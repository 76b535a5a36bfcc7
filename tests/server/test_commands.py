"""The command line as a user types it: processes, exit statuses, files."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from shisaku.server.build import RELEASE_FILES
from shisaku.server.cli import COMMANDS

HEAD = (
    "※予算額は、令和6年度予算による。\n# 総務省重点施策2024 目次\n## I 柱\n### 1 章\n[1]節\t1\n"
    "## 1 章\n[1]節\n"
)
SMALL = HEAD + "(1) 施策\n【予算】 甲事業 1億円（5年度 2億円）\n"


def shisaku(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "shisaku.server", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def test_the_console_script_is_the_command_line() -> None:
    (script,) = entry_points(group="console_scripts", name="shisaku")

    assert script.value == "shisaku.server.cli:main"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    assert re.search(rf"Examples?:\n    shisaku {command}", shisaku(command, "--help").stdout)


def test_help_is_fast() -> None:
    code = (
        "import sys; from shisaku.server.cli import group; "
        "group.main(['--help'], standalone_mode=False); "
        "print(sorted({'flask', 'rdflib', 'pyshacl', 'networkx', 'pyoxigraph'} & set(sys.modules)))"
    )

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout.endswith("[]\n")


def content(path: Path) -> dict[str, bytes]:
    """Give the bytes of a file, or of the files in a folder, by name."""
    found = path.iterdir() if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in found}


@pytest.mark.slow
def test_a_build_is_the_same_byte_for_byte_and_holds_a_store(
    release: Path, facts: Path, tmp_path: Path
) -> None:
    result = shisaku("build", facts, "--out", tmp_path / "again")

    assert result.returncode == 0, result.stderr
    assert "205 mentions" in result.stdout
    assert "0 unplaced" in result.stdout
    for name in RELEASE_FILES - {"store"}:
        assert content(tmp_path / "again" / name) == content(release / name), name
    assert (tmp_path / "again" / "store").is_dir()


@pytest.mark.slow
def test_a_failed_build_leaves_the_release_as_it_was(tmp_path: Path) -> None:
    document, out = tmp_path / "small.txt", tmp_path / "release"
    document.write_text(SMALL, encoding="utf-8")
    assert shisaku("build", document, "--out", out).returncode == 0
    before = (out / "graph.nt").read_bytes()

    document.write_text(SMALL.replace("5年度", "7年度"), encoding="utf-8")
    result = shisaku("build", document, "--out", out)

    assert result.returncode == 1
    assert "small.txt:9:18: Violation S38" in result.stdout
    assert "比較の年度" in result.stdout
    assert (out / "graph.nt").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["release", "small.txt"]


def test_a_build_replaces_no_directory_that_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")

    result = shisaku("build", "--out", tmp_path / "out")

    assert result.returncode == 2
    assert "mine.txt" in result.stderr


def test_two_documents_of_one_edition_are_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")

    result = shisaku("build", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "out")

    assert result.returncode == 2
    assert "edition 2024" in result.stderr


def test_an_interrupted_build_leaves_nothing_half_written(facts: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "shisaku.server", "build", str(facts)]
    with subprocess.Popen(
        [*command, "--out", str(tmp_path / "out")], stderr=subprocess.PIPE
    ) as process:
        while process.poll() is None and not list(tmp_path.glob(".out.building-*/graph.nq")):
            time.sleep(0.02)  # until the graph is being written
        process.send_signal(2)
        process.wait()

    assert process.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_extract_prints_json_and_reports_by_line(tmp_path: Path) -> None:
    document = tmp_path / "small.txt"
    document.write_text(SMALL + "【予算】 乙事業 3百万ドル\n", encoding="utf-8")

    result = shisaku("extract", document)

    assert result.returncode == 0
    assert [b["name"] for b in json.loads(result.stdout)["budgets"]] == ["甲事業"]
    assert result.stderr == "small.txt:10: unplaced: no figure after this budget label\n"


def test_redact_writes_the_facts_edition_and_its_sidecar(tmp_path: Path) -> None:
    document, facts = tmp_path / "small.txt", tmp_path / "facts.txt"
    document.write_text(SMALL + "- これは地の文。\n", encoding="utf-8")

    result = shisaku("redact", document, "--sidecar", f"{facts}.source.json")
    facts.write_text(result.stdout, encoding="utf-8")

    assert "地の文" not in result.stdout
    assert json.loads(shisaku("extract", facts).stdout)["budgets"][0]["name"] == "甲事業"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("<urn:a> <urn:b> 1 .", 0),
        ("@prefix s: <https://w3id.org/shisaku/ns#> . <urn:a> a s:BudgetMention .", 1),
        ("<urn:a", 2),
    ],
)
def test_validate_says_by_its_exit_status(text: str, status: int, tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(text, encoding="utf-8")

    result = shisaku("validate", file)

    assert result.returncode == status
    assert "Traceback" not in result.stderr


def test_validate_gives_json_findings(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(
        "@prefix s: <https://w3id.org/shisaku/ns#> . "
        "<urn:a> s:statedAmount 0 ; a s:AmountStatement ."
    )

    findings = json.loads(shisaku("validate", file, "--format", "json").stdout)

    assert {"shape", "severity", "focus", "line", "message"} <= set(findings[0])
    assert "S07" in {finding["shape"] for finding in findings}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("extract", "none.txt"), "No such file"),
        (("query", "nothing"), "there is no question"),
        (("query", "shared-lines", "-p", "line"), "NAME=VALUE"),
        (("query", "shared-lines", "--release", "none"), "run shisaku build first"),
        (("serve", "--release", "none"), "run shisaku build first"),
        (("validate", "none.ttl"), "No such file"),
        (("brew",), "No such command"),
    ],
)
def test_an_error_is_a_message_with_status_2(
    arguments: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    result = shisaku(*arguments, cwd=tmp_path)

    assert result.returncode == 2
    assert says in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("parameter", "says"),
    [
        ("year=1999", "no figure of 1999; there are: 2021, 2022, 2023, 2024"),
        ("phase=final", "phase/supplementary"),
        ("instrument=gold", "instrument/appropriation"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(
    release: Path, parameter: str, says: str
) -> None:
    result = shisaku("query", "chapter-totals", "-p", parameter, "--release", release)

    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr


@pytest.mark.slow
def test_a_hostile_name_comes_back_as_it_was_printed(tmp_path: Path) -> None:
    name = '" } ; DROP ALL # <script>alert(1)</script> {{7*7}}%s\\n'
    document = tmp_path / "small.txt"
    document.write_text(HEAD + f"(1) 施策\n【予算】 {name}事業 1億円\n", encoding="utf-8")

    built = shisaku("build", document, "--out", tmp_path / "release")
    answer = shisaku(
        "query", "chapter-totals", "--release", tmp_path / "release", "--format", "json"
    )
    labels = (tmp_path / "release" / "graph.nt").read_text(encoding="utf-8")

    assert built.returncode == 0, built.stderr
    assert json.loads(answer.stdout)[0]["total"] == 100_000_000
    assert '\\" } ; DROP ALL # <script>alert(1)</script> {{7*7}}%s\\\\n事業"@ja' in labels


def test_a_question_can_be_asked_of_an_endpoint(server: str, release: Path) -> None:
    remote = shisaku("query", "reprints", "--endpoint", f"{server}/sparql", "--format", "csv")
    embedded = shisaku("query", "reprints", "--release", release, "--format", "csv")

    assert remote.stdout == embedded.stdout
    assert len(remote.stdout.splitlines()) == 26


@pytest.mark.parametrize("code_page", ["cp932", "ascii", "utf-16"])
def test_output_is_utf_8_whatever_the_consoles_code_page(release: Path, code_page: str) -> None:
    command = [sys.executable, "-m", "shisaku.server", "query", "chapter-totals"]
    environment = {**os.environ, "PYTHONIOENCODING": code_page}

    done = subprocess.run(
        [*command, "--format", "csv", "--release", str(release)],
        capture_output=True, check=True, env=environment,
    )  # fmt: skip
    failed = subprocess.run(
        [*command, "-p", "年=1"], capture_output=True, check=False, env=environment
    )

    assert "地方の一般財源" in done.stdout.decode("utf-8")
    assert done.stdout.count(b"\r\n") == done.stdout.count(b"\n")
    assert "年" in failed.stderr.decode("utf-8")


def test_a_public_address_with_a_path_is_refused_at_the_start() -> None:
    done = shisaku("serve", "--url", "https://data.example.org/shisaku")

    assert done.returncode == 2
    assert "at the root of a host only" in done.stderr


def test_the_graph_command_writes_a_file_and_answers(release: Path, tmp_path: Path) -> None:
    shisaku("graph", "--format", "gexf", "--output", tmp_path / "g.gexf", "--release", release)

    assert "<gexf" in (tmp_path / "g.gexf").read_text(encoding="utf-8")
    assert "消防" in shisaku("graph", "--most-connected", "--release", release).stdout
    shutil.rmtree(tmp_path)
