"""A worker: one process with the store in memory that answers one query after the other."""

import json
import os
import socket
import struct
import threading
from dataclasses import astuple
from io import RawIOBase
from typing import Any

import pyoxigraph as ox

from shisaku.server.engine import EngineError, Formats, Kind, Query, QueryCrashed, QueryTooLarge
from shisaku.server.evaluation import (
    evaluate,
    kind_of,
    kind_of_form,
    media_type_of,
    refuse_unreadable,
    write,
)
from shisaku.server.federation import read_services
from shisaku.server.guard import refuse_unsafe
from shisaku.server.remote.wording import write_plainly
from shisaku.server.settings import Settings
from shisaku.server.workers import frames
from shisaku.server.workers.walls import MIB, allow_processor_time, build_walls

STACK = 256
"""MiB of stack (at most a quarter of the memory): deep queries overflow a small one."""


def work(store: ox.Store, connection: socket.socket, settings: Settings) -> None:
    """Answer the queries that come through a connection until it closes; behind walls."""
    threading.stack_size(min(STACK, settings.memory_mb // 4) * MIB)
    thread = threading.Thread(target=_loop, args=(store, connection, settings), daemon=True)
    thread.start()
    thread.join()


def _loop(store: ox.Store, connection: socket.socket, settings: Settings) -> None:
    """Read requests and answer them."""
    build_walls(settings.memory_mb)
    stream = connection.makefile("rb")
    while header := stream.read(frames.HEADER.size):
        try:
            kind, length = frames.HEADER.unpack(header)
        except struct.error:
            return
        request = json.loads(stream.read(length))
        allow_processor_time(settings.query_timeout)
        try:
            _ANSWERS[kind](store, request, _Out(connection, settings.result_mb * MIB))
        except MemoryError:
            os._exit(1)
        except OSError:  # nobody reads
            return
        except Exception as error:  # noqa: BLE001  (told, whatever it is)
            _tell(connection, error if isinstance(error, EngineError) else _broken(error))


def _tell(connection: socket.socket, error: EngineError) -> None:
    """Say why a query got no answer."""
    said = {"kind": type(error).__name__, "en": str(error), "ja": error.ja}
    spot = error.spot and (error.spot.line, error.spot.column)
    connection.sendall(frames.record(frames.ERROR, **said, spot=spot))


def _broken(error: Exception) -> EngineError:
    """Give the error of a query over which something failed that has no words of its own."""
    return QueryCrashed(
        f"its evaluation failed ({type(error).__name__}): ask otherwise",
        f"評価に失敗しました ({type(error).__name__}): 別の書き方でお試しください",
    )


def _answer(store: ox.Store, request: dict[str, Any], out: "_Out") -> None:
    """Evaluate one query and send its answer."""
    text, graphs, named, rows, graph, is_union = request["query"]
    results = evaluate(store, Query(text, graphs, named), is_union)
    kind = kind_of(results)
    media_type = media_type_of(kind, Formats(rows, graph))
    out.head = frames.record(frames.HEAD, kind=kind.value, media_type=media_type)
    write(results, media_type, out)  # type: ignore[arg-type]
    out.end()


def _read(_: ox.Store, request: dict[str, Any], out: "_Out") -> None:
    """Parse a query, and write it anew as another store may be sent it."""
    look = refuse_unsafe(request["text"])
    refuse_unreadable(request["text"])
    text = write_plainly(request["text"], request["graphs"])
    refuse_unreadable(text)  # else it was not read as it was meant
    out.head = frames.record(
        frames.HEAD, kind=kind_of_form(look.form).value, media_type="application/json"
    )
    out.write(json.dumps({"text": text, "names_dataset": look.names_dataset}).encode())
    out.end()


def _services(_: ox.Store, request: dict[str, Any], out: "_Out") -> None:
    """Find the SERVICEs of a query."""
    prologue, services = read_services(request["text"], request["allowed"])
    out.head = frames.record(frames.HEAD, kind=Kind.ROWS.value, media_type="application/json")
    out.write(json.dumps([prologue, [astuple(one) for one in services]]).encode())
    out.end()


_ANSWERS = {frames.QUERY: _answer, frames.READ: _read, frames.SERVICES: _services}


class _Out(RawIOBase):
    """Collects what is written and sends it in chunks, behind the answer's head."""

    def __init__(self, connection: socket.socket, most: int) -> None:
        """Begin with nothing sent; most: bytes that may be sent."""
        super().__init__()
        self.connection, self.most = connection, most
        self.head = b""
        self.buffer = bytearray()

    def writable(self) -> bool:
        """Say that this can be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take some bytes; raises QueryTooLarge past the limit."""
        self.most -= len(data)
        if self.most < 0:
            raise QueryTooLarge(
                "the result is larger than this endpoint gives: add a LIMIT",
                "結果が大きすぎます: LIMIT を付けてください",
            )
        self.buffer += data
        if len(self.buffer) >= frames.CHUNK:
            self._send()
        return len(data)

    def _send(self, after: bytes = b"") -> None:
        """Send what was collected, and something after it."""
        body = frames.frame(frames.DATA, bytes(self.buffer)) if self.buffer else b""
        self.connection.sendall(self.head + body + after)
        self.head = b""
        self.buffer.clear()

    def end(self) -> None:
        """Send what is left, and that this was all."""
        self._send(frames.frame(frames.END))
