"""The notebook says what it says: run anew, each cell prints what is kept."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.ipynb"


def read() -> Any:
    """Read the notebook as it is kept."""
    return nbformat.reads(NOTEBOOK.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]


def told(notebook: Any) -> list[tuple[str, str, bool]]:
    """Give what each cell prints, and whether it draws."""
    return [
        (
            cell.source.partition("\n")[0],
            "".join(out.get("text", "") for out in cell.outputs),
            any("image/png" in out.get("data", {}) for out in cell.outputs),
        )
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
def test_the_notebook_run_anew_prints_what_it_keeps(release: Path, tmp_path: Path) -> None:
    kept, anew = read(), read()
    (tmp_path / "docs").mkdir()
    (tmp_path / "release").symlink_to(release)

    NotebookClient(
        anew, timeout=120, resources={"metadata": {"path": str(tmp_path / "docs")}}
    ).execute()

    assert told(anew) == told(kept), "run: jupyter execute --inplace docs/notebook.ipynb"


def test_the_notebook_is_kept_with_five_findings_and_their_pictures() -> None:
    notebook = read()

    findings = [cell for cell in notebook.cells if cell.source.startswith("## ")]
    cells = told(notebook)

    assert [finding.source[3] for finding in findings] == list("12345")
    assert sum(draws for _, _, draws in cells) == len(findings)
    assert "738880000000   671610000000   696860000000" in "".join(text for _, text, _ in cells)
