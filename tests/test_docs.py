"""The README and the decisions say what is true."""

import re
import shlex
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

from shisaku.queries.catalogue import read_catalogue
from shisaku.server.cli import COMMANDS
from shisaku.server.settings import Settings, variable

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_come_within_twenty_lines() -> None:
    head = README.splitlines()[:20]

    assert any(line.startswith("make serve") for line in head)
    assert any(line.startswith("make test") for line in head)


def test_each_command_is_documented_and_each_documented_command_exists() -> None:
    named = set(re.findall(r"^\| `shisaku ([\w-]+)", README, re.MULTILINE))

    assert named == set(COMMANDS)


def test_each_setting_is_documented_with_its_default() -> None:
    text = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")

    documented = dict(
        re.findall(r"^\| `(SHISAKU_\w+)` \| ([\d.]*|none)(?:,[^|]*)? \|", text, re.MULTILINE)
    )

    assert documented == {
        variable(name): f"{value:g}" if value != "" else "none"
        for name, value in asdict(Settings()).items()
    }


def test_each_query_and_target_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for name in re.findall(r"shisaku query ([a-z0-9-]+)", README):
        assert name in read_catalogue()
    for target in re.findall(r"make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_first_questions_answer_in_the_readme_is_real(server: str) -> None:
    command, answer = re.findall(r"```(?:sh\n(?=curl)|csv)(.*?)```", README, re.DOTALL)
    arguments = shlex.split(command.replace("http://127.0.0.1:8000", server))

    printed = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert printed.split() == answer.split()


@pytest.mark.parametrize("file", sorted((ROOT / "docs" / "decisions").glob("*.md")))
def test_a_decision_has_context_decision_and_consequences(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    for part in ("Context", "Decision", "Consequences"):
        assert f"**{part}.**" in text
