"""Programs of others that ask the endpoint."""

import shutil
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.installed import needed

JARS = Path("/usr/share/java")
_JENA = (
    "jena-arq jena-base jena-cmds jena-core jena-dboe-base jena-dboe-index jena-dboe-storage "
    "jena-dboe-trans-data jena-dboe-transaction jena-iri jena-rdfconnection jena-shacl jena-tdb "
    "jena-tdb2 commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 "
    "dexx.collection gson guava httpclient httpcore jackson-annotations jackson-core "
    "jackson-databind jcl-over-slf4j jsonld-java slf4j-api slf4j-nop thrift"
)


@pytest.fixture(scope="session")
def curl() -> str:
    """Give the program curl."""
    return needed(shutil.which("curl"), "Debian's package curl")


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the command that runs a class of Apache Jena's, of Debian's package."""
    java = needed(shutil.which("java"), "Debian's default-jre-headless")
    core = needed(str(JARS / "jena-core.jar"), "Debian's libapache-jena-java")
    messages = "xerces/impl/xpath/regex/message.properties"
    folder = tmp_path_factory.mktemp("jena")
    (folder / messages).parent.mkdir(parents=True)
    with zipfile.ZipFile(core) as jar:  # Debian renamed the package, not its messages' place
        (folder / messages).write_bytes(jar.read(f"org/apache/jena/ext/{messages}"))
    return [
        java,
        "-cp",
        ":".join((str(folder), *(str(JARS / f"{name}.jar") for name in _JENA.split()))),
    ]


class _Page(SimpleHTTPRequestHandler):
    """Answers with files and logs nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open an empty page of another origin in a browser."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "index.html").write_text("<!doctype html><title>elsewhere</title>")
    handler = partial(_Page, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.2", 0), handler) as elsewhere:
        Thread(target=elsewhere.serve_forever, daemon=True).start()
        opened = browser.new_page()
        opened.goto(f"http://127.0.0.2:{elsewhere.server_port}/")
        yield opened
        opened.close()
        elsewhere.shutdown()
