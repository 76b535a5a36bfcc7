"""The container file and the systemd unit do what they say."""

import json
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.installed import needed
from tests.served import reserved_port, serving, wait_for

FILES = ROOT / "docs" / "deployment"
UNIT = (FILES / "shisaku.service").read_text(encoding="utf-8")


def verify(unit: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Let systemd look at a unit, as if the checkout were installed where it says."""
    program = needed(shutil.which("systemd-analyze"), "Debian's package systemd")
    file = folder / "shisaku.service"
    file.write_text(unit.replace("/srv/shisaku", str(ROOT)), encoding="utf-8")
    command = [program, "verify", "--man=no", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    done = verify(UNIT, tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_would_see_a_mistake_in_the_unit(tmp_path: Path) -> None:
    done = verify(UNIT.replace("UMask=", "Umask="), tmp_path)

    assert "Umask" in done.stderr


def steps() -> list[tuple[str, str]]:
    """Read the container file: each instruction with what follows it."""
    text = (FILES / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(r"^([A-Z]+) +(.+)$", text, re.MULTILINE)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """Copy the checkout into a folder as COPY does, without what is ignored."""
    ignored = (FILES / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    names = [name.removeprefix("**/") for name in ignored]
    shutil.copytree(ROOT, tmp_path / "srv", ignore=shutil.ignore_patterns(*names))
    return tmp_path / "srv"


@pytest.mark.slow
def test_the_steps_of_the_container_file_give_a_server(image: Path) -> None:
    told = steps()
    (make,) = [text for name, text in told if name == "RUN" and not text.startswith("apt-get")]
    (command,) = [json.loads(text) for name, text in told if name == "CMD"]
    subprocess.run(make, shell=True, cwd=image, check=True, timeout=600)  # noqa: S602
    with (
        reserved_port() as port,
        subprocess.Popen([*command, "--port", str(port)], cwd=image) as process,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                triples = json.load(answer)["triples"]
        finally:
            process.terminate()

    assert [name for name, _ in told] == [
        "FROM", "RUN", "COPY", "WORKDIR", "RUN", "USER", "EXPOSE", "CMD",
    ]  # fmt: skip
    assert triples > 30_000


@pytest.mark.parametrize(
    ("trusted", "address"),
    [("127.0.0.1", "https://data.example.org"), ("192.0.2.1", "http://127.0.0.1:8000")],
)
def test_only_the_trusted_proxy_says_the_public_address(
    release: Path, trusted: str, address: str
) -> None:
    told = {"X-Forwarded-Host": "data.example.org", "X-Forwarded-Proto": "https"}
    with serving(["--release", str(release)], {"SHISAKU_TRUSTED_PROXY": trusted}) as served:
        asked = urllib.request.Request(f"{served.address}/robots.txt", headers=told)
        with urllib.request.urlopen(asked) as answer:
            text = answer.read().decode()

    assert f"Sitemap: {address}/sitemap.xml" in text


def test_a_public_address_is_a_name_and_part_of_what_caches_know(release: Path) -> None:
    def ask(path: str, host: str) -> tuple[int, str | None]:
        asked = urllib.request.Request(served.address + path, headers={"X-Forwarded-Host": host})
        try:
            with urllib.request.urlopen(asked) as answer:
                return answer.status, answer.headers["ETag"]
        except urllib.error.HTTPError as error:
            with error:
                return error.code, None

    with serving(["--release", str(release)], {"SHISAKU_TRUSTED_PROXY": "127.0.0.1"}) as served:
        odd = {ask("/doc/id/2024", host)[0] for host in ("a b<>", 'a"', "a:b:c", "a/..", "a?x")}
        tags = {
            path: {ask(path, host) for host in ("a.example", "b.example:8000", "[::1]:80")}
            for path in ("/doc/id/2024", "/llms.txt", "/api/queries/chapter-totals?format=xlsx")
        }

    assert odd == {400}
    assert {path: len(found) for path, found in tags.items()} == dict.fromkeys(tags, 3)
    assert {status for found in tags.values() for status, _ in found} == {200}


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=SELECT%20*%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%209",
        "/queries",
        "/money",
        "/graph.json",
        "/api/queries/chapter-totals",
        "/dumps/SHA256SUMS",
    ],
)
def test_replicas_of_a_release_answer_as_one(server: str, replica: str, path: str) -> None:
    with urllib.request.urlopen(server + path) as first:
        tag, body = first.headers["ETag"], first.read()
    with urllib.request.urlopen(replica + path) as second:
        assert (second.headers["ETag"], second.read()) == (tag, body)
    again = urllib.request.Request(replica + path, headers={"If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(again)
    raised.value.close()

    assert tag
    assert raised.value.code == 304


@pytest.fixture(scope="module")
def replica(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a copy of the release, as another machine would."""
    copy = tmp_path_factory.mktemp("replica") / "release"
    shutil.copytree(release, copy)
    with serving(["--release", str(copy)]) as served:
        yield served.address
