"""Settings from environment variables, with their defaults: what ``shisaku config`` shows."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from typing import get_type_hints

from shisaku.server import machine

_PART = 0.6
"""Of the machine's memory, what all workers together may have by default."""
_ROOMY, _LEAST = 512, 64
"""MiB that a worker should have, else there are fewer; and that each has at least."""


class SettingError(Exception):
    """A setting that is not what it must be; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve; each field ``x`` is read from ``SHISAKU_X``.

    query_timeout: seconds of wall clock a query may take. memory_mb: address space of one worker
    in MiB (by default less on a small machine). workers: queries evaluated at once.
    heavy_workers: those of more than light_seconds. queue: requests that may wait for a thread.
    queue_seconds: how long a query may wait for a worker. result_mb: size of one result in MiB.
    threads: of the web server. cache_mb: MiB of answers kept in memory. request_seconds: in which a
    request's head and body arrive. connections: of one address, of 1000. trusted_proxy: the
    address of the proxy whose X-Forwarded-For says who asks; empty where there is none.
    federation: endpoints, space between, that SERVICE may ask; federation_seconds,
    federation_mb: the time of a query and the MiB of an answer there. store: the SPARQL endpoint
    that holds the release, in place of this server's own workers; store_user, store_password: what
    it asks for.
    """

    query_timeout: float = 30
    memory_mb: int = 1024
    workers: int = 4
    heavy_workers: int = 2
    light_seconds: float = 1
    queue: int = 256
    queue_seconds: float = 10
    result_mb: int = 256
    threads: int = 32
    cache_mb: int = 64
    request_seconds: float = 30
    connections: int = 256
    trusted_proxy: str = ""
    federation: str = ""
    federation_seconds: float = 10
    federation_mb: int = 4
    store: str = ""
    store_user: str = field(default="", repr=False)
    store_password: str = field(default="", repr=False)


_TYPES: Mapping[str, type[int] | type[float] | type[str]] = get_type_hints(Settings)


def _address(text: str) -> str:
    """Read an address; raises ValueError."""
    return str(ip_address(text)) if text else ""


def _endpoints(text: str) -> str:
    """Read endpoints with commas or spaces between; raises ValueError."""
    found = text.replace(",", " ").split()
    if not all(
        re.fullmatch(r"https?://[^/<>\"{}|^`\\@#]+/[^<>\"{}|^`\\#]*", each) for each in found
    ):
        raise ValueError(text)
    return " ".join(found)


def _endpoint(text: str) -> str:
    """Read one endpoint; raises ValueError."""
    if " " in (found := _endpoints(text)):
        raise ValueError
    return found


_MAY_BE_0 = frozenset({"cache_mb"})
HIDDEN = frozenset({"store_user", "store_password"})
"""Settings that nothing shows."""
_TEXTS = {
    "trusted_proxy": (_address, "is no address"),
    "federation": (_endpoints, "are no addresses of endpoints, http or https"),
    "store": (_endpoint, "is no address of an endpoint, http or https, without user and password"),
}


def _read(name: str, text: str) -> int | float | str:
    """Read the text of a setting; raises ValueError that says what it must be."""
    read, problem = _TEXTS.get(name, (_TYPES[name], "is no positive number"))
    try:
        value = read(text)
        if isinstance(value, str) or 0 < value < float("inf") or (value == 0 and name in _MAY_BE_0):
            return value
    except ValueError:
        pass
    raise ValueError(problem)


def read_settings(
    environment: Mapping[str, str] = os.environ, memory_mb: int | None = None
) -> Settings:
    """Read the settings; what is not set of workers and their memory fits the machine.

    memory_mb: what the machine has; None: look. Raises SettingError for one that is not what it
    must be.
    """
    values: dict[str, int | float | str] = {}
    for setting in fields(Settings):
        name = variable(setting.name)
        text = environment.get(name)
        if text is None:
            continue
        try:
            values[setting.name] = _read(setting.name, text)
        except ValueError as error:
            said = name if setting.name == "store" else f"{name}={text!r}"  # it may hold a password
            raise SettingError(f"{said} {error}; unset it or correct it") from error
    return Settings(**{**_fitting(values, memory_mb or machine.memory_mb()), **values})  # type: ignore[arg-type]


def _fitting(values: Mapping[str, int | float | str], memory_mb: int) -> dict[str, int]:
    """Give numbers of workers and the memory of each that together are a part of the machine's."""
    usual, most = Settings(), int(memory_mb * _PART)
    workers = values.get("workers", max(1, min(usual.workers, most // _ROOMY)))
    heavy = values.get("heavy_workers", max(1, min(usual.heavy_workers, int(workers) // 2)))
    processes = int(workers) + 2 * int(heavy)  # those of low priority are kept beside the others
    each = max(_LEAST, min(usual.memory_mb, most // processes))
    return {"workers": int(workers), "heavy_workers": int(heavy), "memory_mb": each}


def variable(field: str) -> str:
    """Give the environment variable of a setting."""
    return f"SHISAKU_{field.upper()}"
