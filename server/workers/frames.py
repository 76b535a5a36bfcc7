"""What a worker and the web process say to each other: frames of a type, a length and bytes."""

import json
import struct
from typing import Any

HEADER = struct.Struct(">cI")
QUERY, READ, SERVICES = b"Q", b"R", b"S"
HEAD, DATA, ERROR, END = b"H", b"D", b"E", b"Z"
CHUNK = 64 * 1024


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Give a frame of a kind and its payload."""
    return HEADER.pack(kind, len(payload)) + payload


def record(kind: bytes, /, **fields: Any) -> bytes:
    """Give a frame whose payload is a JSON object."""
    return frame(kind, json.dumps(fields).encode())
