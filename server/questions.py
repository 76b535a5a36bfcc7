"""A question of the catalogue as a URL asks it: its parameters, its page, the same with changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from shisaku.queries.catalogue import (
    CatalogueQuery,
    QueryError,
    bind,
    public_queries,
    refuse_unknown_years,
)
from shisaku.server.pages.asking import figure_years
from shisaku.server.protocol.problems import Problem
from shisaku.server.protocol.requests import url_values

LIMIT, MOST = 100, 10_000
"""Rows of a page unless another number is asked for, and the largest number to ask for."""
LANGUAGES = ("ja", "en")
RESERVED = ("format", "limit", "offset")


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the values of its parameters, and which of its rows are asked for.

    limit: rows at most; None for a page of the usual length, or for a file that is whole.
    """

    query: CatalogueQuery
    values: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None
    offset: int = 0
    format: str | None = None

    @property
    def text(self) -> str:
        """Give the SPARQL text with the values in it; raises QueryError and EngineError.

        ``lang`` may be asked of every question: where none of its names has a language, it is
        that of the headings.
        """
        values = dict(self.values)
        if all(parameter.name != "lang" for parameter in self.query.parameters):
            lang = values.pop("lang", self.lang)
            if lang not in LANGUAGES:
                raise QueryError(
                    f"lang: {lang!r} is not offered; give one of: ja, en",
                    f"lang: {lang!r} は選べません。選べるもの: ja, en",
                )
        text = bind(self.query, values)
        refuse_unknown_years(self.query, self.values, figure_years)
        return text

    @property
    def lang(self) -> str:
        """Give the language of names and headings."""
        return self.values.get("lang", LANGUAGES[0])

    @property
    def page_length(self) -> int:
        """Give how many rows a page has."""
        return self.limit or LIMIT

    def address(self, path: str, **changes: str | int) -> str:
        """Give this question's address under a path, with some parameters changed or added."""
        told: dict[str, str | int] = {**self.values}
        if self.limit is not None:
            told["limit"] = self.limit
        told |= changes
        return f"{path}?{urlencode(told)}" if told else path


def read_question(name: str) -> Question:
    """Read the question that a request asks; a form's empty fields are left out.

    Raises Problem: 404 for a question that is not there, 400 for what is no UTF-8, given twice, or
    no number of rows.
    """
    query = public_queries().get(name)
    if query is None:
        raise no_such_query(name)
    given: dict[str, str] = {}
    for key, value in url_values():
        if key in given:
            raise Problem(
                "bad-request",
                f"{key} is given more than once: give it once",
                f"{key} が二度指定されています: 一度だけ指定してください",
            )
        given[key] = value
    given = {key: value for key, value in given.items() if value}
    limit = _number(given, "limit", LIMIT) if "limit" in given else None
    offset = _number(given, "offset", 0)
    if limit is not None and not 1 <= limit <= MOST:
        raise Problem(
            "bad-request", f"limit is from 1 to {MOST}", f"limit は 1 から {MOST} までです"
        )
    values = {key: value for key, value in given.items() if key not in RESERVED}
    return Question(query, values, limit, offset, given.get("format"))


def no_such_query(name: str) -> Problem:
    """Give the problem of a name that no query of the catalogue has."""
    return Problem(
        "not-found",
        f"there is no query {name!r}; /api/queries lists those there are",
        f"{name!r} というクエリはありません。/api/queries に一覧があります",
    )


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    """Read a whole number of at most nine digits."""
    written = given.get(name, str(default))
    if not (written.isascii() and written.isdigit() and len(written) <= len("999999999")):
        raise Problem(
            "bad-request",
            f"{name}: {written[:100]!r} is no whole number; give one, from 0",
            f"{name}: {written[:100]!r} は整数ではありません。0 以上の整数を指定してください",
        )
    return int(written)
