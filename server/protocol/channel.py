"""One connection: what another server may read otherwise is refused, slow clients are seen."""

import contextlib
import struct
import time
from socket import SO_LINGER, SOL_SOCKET
from socket import socket as Socket  # noqa: N812 - a channel's attribute has its name
from sys import getsizeof
from threading import Lock
from typing import Any

from waitress.buffers import OverflowableBuffer, ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, unquote_bytes_to_wsgi
from waitress.receiver import FixedStreamReceiver
from waitress.task import ErrorTask
from waitress.utilities import BadRequest, Error
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from shisaku.server.protocol.chunks import StrictChunks
from shisaku.server.protocol.fairness import FairTask
from shisaku.server.protocol.heads import (
    Fields,
    Refusal,
    read_fields,
    read_length,
    read_line,
    settle_connection,
    settle_host,
)
from shisaku.server.protocol.problems import PROBLEM, TEXT, problem_of_status, written_problem

IDLE_SECONDS, SHORT_SECONDS = 20, 5
NOTABLE = 64 * 1024
"""Bytes of a request or answer from which on the server looks who holds how much."""
LEAST_BYTES = 20 * 1024
"""So much of an answer its client must read in the seconds that it may be silent: fewer, where a
thread waits for it and others wait for a thread."""


_AT_ONCE = struct.pack("ii", 1, 0)  # closing sends RST and drops what waits in the kernel


class StrictRequestParser(HTTPRequestParser):
    """Reads a request strictly; what is wrong with it becomes its error, whatever that is."""

    path = ""
    command: str  # type: ignore[assignment] # as WSGI has it
    request_uri: str
    headers: Fields
    body_rcv: FixedStreamReceiver | StrictChunks | None

    def received(self, data: bytes) -> int:
        """Read what belongs to the request; gives how many bytes that were."""
        try:
            read = int(super().received(data))
        except Exception:  # noqa: BLE001 - the loop in which this runs has all other clients
            read, self.empty = len(data), True
        if self.empty:  # nothing but blanks, or nothing that can be read
            self.error, self.completed = BadRequest("The request is not readable"), True
        return read

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request, also one to refuse: it says the language of the answer."""
        try:
            self._read_head(header_plus.removesuffix(b"\r\n").removesuffix(b"\r\n"))
        except Refusal as refusal:
            self.error = refusal.error

    def _read_head(self, head: bytes) -> None:
        """Take from a head what waitress asks of a request; raises Refusal."""
        first, *lines = head.split(b"\r\n")
        counts = read_fields(lines, self.headers)
        line = read_line(first)
        self.command, self.version, self.url_scheme = line.method, line.version, "http"
        settle_host(line, self.headers, counts)
        settle_connection(self.headers)
        length = read_length(line, self.headers, counts)
        path, _, query = line.target.partition(b"?")
        self.request_uri = line.target.decode("ascii")
        self.query = query.decode("ascii")
        self.path = unquote_bytes_to_wsgi(path)
        if length == 0:
            return
        buffer = OverflowableBuffer(self.adj.inbuf_overflow)
        self.chunked, self.content_length = length is None, length or 0
        self.body_rcv = FixedStreamReceiver(length, buffer) if length else StrictChunks(buffer)
        is_awaited = self.headers.get("EXPECT", "").lower() == "100-continue"
        is_admitted = self.content_length < self.adj.max_request_body_size
        self.expect_continue = is_awaited and is_admitted and line.version == "1.1"


class ProblemTask(ErrorTask):
    """Answers what the parser refuses as all other problems are answered, in words of our own."""

    def execute(self) -> None:
        """Write the answer and close."""
        request: HTTPRequestParser = self.request  # type: ignore[assignment]
        error, headers = request.error or Error(""), request.headers
        is_text = "json" not in headers.get("ACCEPT", "")
        asked = parse_accept_header(headers.get("ACCEPT_LANGUAGE"), LanguageAccept)
        lang = asked.best_match(["ja", "en"])
        body = written_problem(problem_of_status(error.code), is_text, lang).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [("Content-Type", f"{TEXT}; charset=utf-8" if is_text else PROBLEM)]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class StrictChannel(HTTPChannel):
    """A connection whose requests are read strictly; its silence is measured by a steady clock.

    rest: what was read of later requests: the next is taken up when the one before has been
    answered and its answer sent. began: when the request that is being read began. sent: bytes.
    looked: when, and after how many bytes sent, its client was last found reading an answer; None
    where none waits. head: of an answer, until its first bytes follow.
    """

    parser_class = StrictRequestParser
    task_class = FairTask
    error_task_class = ProblemTask
    rest = b""
    began = 0.0
    sent = 0
    looked: tuple[float, int] | None = None
    head = b""
    _active = 0.0
    server: Any
    socket: Socket
    request: StrictRequestParser | None
    requests: list[StrictRequestParser]
    requests_lock: Lock

    def readable(self) -> bool:
        """Say whether to read on (the loop asks); a request read ahead is taken up in its turn."""
        if self.will_close or self.close_when_flushed or self.total_outbufs_len:
            return False
        if self.rest and not self.requests:
            self._take_up()
        return not self.rest

    def received(self, data: bytes) -> bool:
        """Read what came."""
        self.rest += data
        if not self.requests:
            self._take_up()
        return True

    def _take_up(self) -> None:
        """Read on in a request, and once it is whole let it be answered."""
        with self.requests_lock:
            if self.will_close or self.close_when_flushed:
                return
            if self.request is None:
                self.rest = self.rest.lstrip(b"\r\n")  # RFC 9112 §2.2
                self.began = time.monotonic()
                self.request = StrictRequestParser(self.adj) if self.rest else None
            while self.rest and self.request and not self.request.completed:
                self.rest = self.rest[self.request.received(self.rest) :]
            request = self.request
            if not request:
                return
            if request.body_bytes_received > NOTABLE:
                self.server.is_tight = True
            if request.completed:
                self.request, self.sent_continue = None, False
                self.requests.append(request)
                self.server.add_task(self)
            elif request.expect_continue and not self.sent_continue:
                self.send_continue()

    def write_soon(self, data: bytes) -> int:
        """Send what there is room for, and keep the rest; raises ClientDisconnected."""
        head, self.head = self.head, b""
        written = int(super().write_soon(head + data if head else data))
        if self.total_outbufs_len > NOTABLE:
            self.server.is_tight = True
        return written

    def reset(self) -> None:
        """End the connection (the loop does): its client takes no part for the whole."""
        self.never_whole()
        self.handle_close()

    def never_whole(self) -> None:
        """Let the connection end with a reset once what waits is sent."""
        with contextlib.suppress(OSError):  # it has gone meanwhile
            self.socket.setsockopt(SOL_SOCKET, SO_LINGER, _AT_ONCE)

    @property
    def held(self) -> int:
        """Give the bytes of memory that its requests and answers take."""
        bodies = [one.body_rcv for one in (self.request, *self.requests) if one]
        return sum(len(body) for body in bodies if body) + sum(map(_size, [*self.outbufs]))

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what there is room for, and count it."""
        sent = int(super().send(data, do_close=do_close))
        self.sent += sent
        return sent

    def is_late(self, now: float, seconds: float) -> bool:
        """Say whether a request has begun and not ended within seconds."""
        waits = self.request is not None and not self.requests and not self.total_outbufs_len
        return waits and now - self.began > seconds

    def is_unread(self, now: float, is_short: bool) -> bool:
        """Say whether an answer waits for a client that reads too little of it.

        is_short: others wait for a thread, which this answer may hold.
        """
        if not self.total_outbufs_len:
            self.looked = None
            return False
        since, sent = self.looked = self.looked or (now, self.sent)
        if self.sent - sent >= LEAST_BYTES:
            self.looked = now, self.sent
        seconds = SHORT_SECONDS if is_short and self.requests else IDLE_SECONDS
        return now - since > seconds and self.sent - sent < LEAST_BYTES

    def is_idle(self) -> bool:
        """Say whether nothing is answered: its client sends a request, or says nothing."""
        return not self.requests and not self.total_outbufs_len

    @property
    def last_activity(self) -> float:
        """Give when something was last read or sent."""
        return self._active

    @last_activity.setter
    def last_activity(self, _wall_clock: float) -> None:
        """Take note of activity; waitress gives the wall clock, which may jump."""
        self._active = time.monotonic()


def _size(buffer: Any) -> int:
    """Give the bytes of memory of a buffer: what was sent of it stays; a file takes none."""
    if isinstance(buffer, ReadOnlyFileBasedBuffer):
        return 0
    return len(buffer.strbuf) if buffer.buf is None else getsizeof(buffer.buf.file)
