"""One connection: what another server may read otherwise is refused, slow clients are seen."""

import time

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask
from waitress.utilities import Error
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from shisaku.server.protocol.fairness import FairTask
from shisaku.server.protocol.problems import PROBLEM, TEXT, problem_of_status, written_problem

IDLE_SECONDS = 20
LEAST_BYTES = 20 * 1024
"""So much of an answer its client must read in the seconds that it may be silent."""


class StrictRequestParser(HTTPRequestParser):
    """Refuses two lengths, none or two hosts, and versions that are no HTTP/1 (RFC 9112 §3, §6)."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request, also one to refuse: it says the language of the answer.

        Raises ParsingError.
        """
        super().parse_header(header_plus)
        if reason := _fault(header_plus):
            self.expect_continue = False
            raise ParsingError(reason)


def _fault(header_plus: bytes) -> str | None:
    """Say what is wrong with a head."""
    head, *lines = header_plus.split(b"\r\n")
    names = [line.split(b":", 1)[0].lower() for line in lines if line[:1] not in {b" ", b"\t"}]
    version = head.rsplit(b" ", 1)[-1]
    hosts, lengths = names.count(b"host"), names.count(b"content-length")
    if version not in {b"HTTP/1.0", b"HTTP/1.1"}:
        return "The version of HTTP is not 1.1"
    if hosts > 1 or (version == b"HTTP/1.1" and not hosts):
        return "One Host is needed"
    if lengths + names.count(b"transfer-encoding") > 1:
        return "The length is given twice"
    return None


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

    began: when the request that is being read began. sent: bytes. looked: when, and after how many
    bytes sent, its client was last found reading an answer; None where none waits. head: of an
    answer, until its first bytes follow.
    """

    parser_class = StrictRequestParser
    task_class = FairTask
    error_task_class = ProblemTask
    began = 0.0
    sent = 0
    looked: tuple[float, int] | None = None
    head = b""
    _active = 0.0

    def received(self, data: bytes) -> bool:
        """Read what came, and note when its request began."""
        before = self.request
        result = bool(super().received(data))
        if self.request is not before:
            self.began = time.monotonic()
        return result

    def write_soon(self, data: bytes) -> int:
        """Send what there is room for, and keep the rest; raises ClientDisconnected."""
        head, self.head = self.head, b""
        return int(super().write_soon(head + data if head else data))

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what there is room for, and count it."""
        sent = int(super().send(data, do_close=do_close))
        self.sent += sent
        return sent

    def is_late(self, now: float, seconds: float) -> bool:
        """Say whether a request has begun and not ended within seconds."""
        waits = self.request is not None and not self.requests and not self.total_outbufs_len
        return waits and now - self.began > seconds

    def is_unread(self, now: float) -> bool:
        """Say whether an answer waits for a client that reads too little of it."""
        if not self.total_outbufs_len:
            self.looked = None
            return False
        since, sent = self.looked = self.looked or (now, self.sent)
        if self.sent - sent >= LEAST_BYTES:
            self.looked = now, self.sent
        return now - since > IDLE_SECONDS and self.sent - sent < LEAST_BYTES

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
