"""Settings from environment variables, with their defaults: what ``shisaku config`` shows."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from typing import get_type_hints


class SettingError(Exception):
    """A setting that is not what it must be; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve; each field ``x`` is read from ``SHISAKU_X``.

    query_timeout: seconds of wall clock a query may take. memory_mb: address space of one worker
    in MiB. workers: queries evaluated at once. heavy_workers: those of more than light_seconds.
    queue: requests that may wait for a thread. queue_seconds: how long a query may wait for a
    worker. result_mb: size of one result in MiB. threads: of the web server. trusted_proxy: the
    address of the proxy whose X-Forwarded-For says who asks; empty where there is none.
    """

    query_timeout: float = 30
    memory_mb: int = 2048
    workers: int = 4
    heavy_workers: int = 2
    light_seconds: float = 1
    queue: int = 256
    queue_seconds: float = 10
    result_mb: int = 256
    threads: int = 32
    trusted_proxy: str = ""


_TYPES: Mapping[str, type[int] | type[float] | type[str]] = get_type_hints(Settings)


def _read(name: str, text: str) -> int | float | str:
    """Read the text of a setting; raises ValueError that says what it must be."""
    kind = _TYPES[name]
    if kind is str:
        try:
            return str(ip_address(text)) if text else text
        except ValueError:
            raise ValueError("is no address") from None
    try:
        value = kind(text)
    except ValueError:
        value = 0
    if not 0 < float(value) < float("inf"):
        raise ValueError("is no positive number")
    return value


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises SettingError for one that is not what it must be."""
    values: dict[str, int | float | str] = {}
    for field in fields(Settings):
        name = variable(field.name)
        text = environment.get(name)
        if text is None:
            continue
        try:
            values[field.name] = _read(field.name, text)
        except ValueError as error:
            raise SettingError(f"{name}={text!r} {error}; unset it or correct it") from error
    return Settings(**values)  # type: ignore[arg-type]


def variable(field: str) -> str:
    """Give the environment variable of a setting."""
    return f"SHISAKU_{field.upper()}"
