"""Bodies in chunks (RFC 9112 §7.1), whose lines and trailers are short and end in CR LF."""

import re

from waitress.buffers import OverflowableBuffer
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest

from shisaku.server.protocol.heads import is_token

_MAX_LINE, _MAX_TRAILER = 1024, 8 * 1024
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[\t -~\x80-\xff]*)?\r\n")


class StrictChunks(ChunkedReceiver):
    """Puts a body together; each line of its frame is read once, when it is whole."""

    def __init__(self, buf: OverflowableBuffer) -> None:
        """Begin before the first chunk; buf: what takes the body."""
        super().__init__(buf)
        self._line, self._left, self._trailer = b"", 0, 0
        self._take = self._begin

    def received(self, data: bytes) -> int:
        """Read what belongs to the body; gives how many bytes that were."""
        at = 0
        while at < len(data) and not self.completed and not self.error:
            if self._left:
                piece = data[at : at + self._left]
                self.buf.append(piece)
                self._left -= len(piece)
                at += len(piece)
                continue
            end = data.find(b"\n", at) + 1 or len(data)
            self._line += data[at : min(end, at + _MAX_LINE + 1)]
            at = end
            if len(self._line) > _MAX_LINE:
                self.error = BadRequest("A line between chunks is too long")
            elif self._line.endswith(b"\n"):
                line, self._line = self._line, b""
                if not self._take(line):
                    self.error = BadRequest("A chunk is not as it must be")
        return at

    def _begin(self, line: bytes) -> bool:
        """Read the size of the next chunk, extensions left out; says whether it is one."""
        if not (size := _SIZE.fullmatch(line)):
            return False
        self._left = int(size[1], 16)
        self._take = self._end if self._left else self._leave_out
        return True

    def _end(self, line: bytes) -> bool:
        """Read what ends a chunk."""
        self._take = self._begin
        return line == b"\r\n"

    def _leave_out(self, line: bytes) -> bool:
        """Read a line of the trailer, of which nothing is kept; an empty one ends the body."""
        self.completed = line == b"\r\n"
        self._trailer += len(line)
        is_field = is_token(line.partition(b":")[0]) and b":" in line
        is_line = line.endswith(b"\r\n") and b"\r" not in line[:-2]
        return self.completed or (is_line and is_field and self._trailer <= _MAX_TRAILER)
