"""Settings from environment variables, with their defaults: what ``shisaku config`` shows."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import get_type_hints


class SettingError(Exception):
    """A setting that is no number in its range; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of serving; each field ``x`` is read from ``SHISAKU_X``.

    query_timeout: seconds of wall clock a query may take. memory_mb: address space of one worker
    in MiB. workers: queries evaluated at once. heavy_workers: those of more than light_seconds.
    queue: queries that may wait; queue_seconds: how long. result_mb: size of one result in MiB.
    threads: of the web server.
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


_TYPES: Mapping[str, type[int] | type[float]] = get_type_hints(Settings)


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises SettingError for one that is no positive number."""
    values: dict[str, int | float] = {}
    for field in fields(Settings):
        name = variable(field.name)
        text = environment.get(name)
        if text is None:
            continue
        try:
            value = _TYPES[field.name](text)
        except ValueError:
            value = 0
        if not 0 < value < float("inf"):
            raise SettingError(f"{name}={text!r} is no positive number; unset it or correct it")
        values[field.name] = value
    return Settings(**values)  # type: ignore[arg-type]


def variable(field: str) -> str:
    """Give the environment variable of a setting."""
    return f"SHISAKU_{field.upper()}"
