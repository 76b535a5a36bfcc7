"""Virtuoso, of Debian's package, in a folder of its own.

Its documentation's advice ("RDF Performance Tuning"): buffers for the memory at hand (2 GB:
170,000 of 8 KiB, 130,000 dirty), bulk loading with ``ld_dir`` and ``rdf_loader_run``, a checkpoint
after it.
"""

import subprocess
import time
from pathlib import Path
from string import Template

from bench.engines.engine import Failed
from bench.engines.served import Command, Served, free_port, program

_PACKAGE = "Debian virtuoso-opensource-7-bin"
_GRAPH = "urn:x-bench:data"
_SETTINGS = Template("""[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:$sql
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
CaseMode = 2
DirsAllowed = $folder, $data
[HTTPServer]
ServerPort = 127.0.0.1:$http
ServerRoot = $folder
MaxClientConnections = 40
ServerThreads = 40
[SPARQL]
DefaultGraph = $graph
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = 600
""")
_LOADING = Template("""ld_dir('$folder', '$name', '$graph'); rdf_loader_run(); checkpoint;
SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;""")


def virtuoso(data: Path, folder: Path) -> Served:
    """Start it, load a file in bulk into one graph, and ask that graph."""
    began = time.perf_counter()
    path, isql = (program(name, _PACKAGE) for name in ("virtuoso-t", "isql-vt"))
    sql, http = free_port(), free_port()
    settings = _SETTINGS.substitute(
        sql=sql, http=http, folder=folder, data=data.parent, graph=_GRAPH
    )
    (folder / "virtuoso.ini").write_text(settings)
    served = Served(
        Command(
            [path, "+foreground", "+configfile", "virtuoso.ini"],
            f"http://127.0.0.1:{http}/sparql",
            fields={"default-graph-uri": _GRAPH},
        ),
        folder,
    )
    orders = _LOADING.substitute(folder=data.parent, name=data.name, graph=_GRAPH)
    loading = [isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={orders}"]
    done = subprocess.run(loading, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode or "0 Rows." not in done.stdout:
        served.close()
        raise Failed(f"virtuoso does not load: {done.stdout[-300:]} {done.stderr[-300:]}")
    served.load_seconds = time.perf_counter() - began
    return served
