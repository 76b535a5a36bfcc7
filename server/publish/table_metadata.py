"""What describes the tables: CSV on the Web metadata, and a Frictionless data package."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from shisaku.server.publish.tables import Column, Table, read_tables
from shisaku.server.publish.texts import LICENCE, source_statement

CSVW: Final = "csv-metadata.json"
PACKAGE: Final = "datapackage.json"
_CSVW_TYPES: Final = {"iri": "anyURI", "yen": "integer"}
_FIELD_TYPES: Final = {"iri": {"type": "string", "format": "uri"}, "yen": {"type": "integer"}}


def write_metadata(folder: Path, record: Mapping[str, Any]) -> None:
    """Describe the tables that stand in a folder. record: of the release (``release.json``)."""
    resources = [_resource(table, folder) for table in read_tables()]
    _write_json(_group(record), folder / CSVW)
    _write_json(_package(resources, record), folder / PACKAGE)


def _group(record: Mapping[str, Any]) -> dict[str, Any]:
    """Describe the tables for CSV on the Web (Metadata Vocabulary for Tabular Data)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": {"ja": "施策ナレッジグラフの表", "en": "Tables of the shisaku knowledge graph"},
        "dc:source": source_statement(record["editions"], "ja"),
        "dc:license": {"@id": LICENCE},
        "tables": [
            {
                "url": f"{table.name}.csv",
                "dc:title": {"ja": table.title.ja, "en": table.title.en},
                "tableSchema": {
                    "columns": [_csvw_column(column, table) for column in table.columns],
                    "primaryKey": table.key,
                    "foreignKeys": [
                        {
                            "columnReference": column,
                            "reference": {
                                "resource": f"{other}.csv",
                                "columnReference": _key_of(other),
                            },
                        }
                        for column, other in table.references.items()
                    ],
                    "aboutUrl": f"{{+{table.key}}}",
                },
            }
            for table in read_tables()
        ],
    }


def _csvw_column(column: Column, table: Table) -> dict[str, Any]:
    """Describe a column for CSV on the Web."""
    return {
        "name": column.name,
        "titles": column.name,
        "dc:title": {"ja": column.title.ja, "en": column.title.en},
        "datatype": _CSVW_TYPES.get(column.type, column.type),
        "required": column.name == table.key,
    }


def _key_of(name: str) -> str:
    """Give the key of a table."""
    return next(table.key for table in read_tables() if table.name == name)


def _resource(table: Table, folder: Path) -> dict[str, Any]:
    """Describe a table for Frictionless (Tabular Data Resource)."""
    content = (folder / f"{table.name}.csv").read_bytes()
    return {
        "name": table.name,
        "title": f"{table.title.ja} / {table.title.en}",
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "title": f"{column.title.ja} / {column.title.en}",
                    **_FIELD_TYPES.get(column.type, {"type": column.type}),
                    "constraints": {"required": column.name == table.key},
                }
                for column in table.columns
            ],
            "primaryKey": [table.key],
            "foreignKeys": [
                {
                    "fields": [column],
                    "reference": {
                        "resource": "" if other == table.name else other,
                        "fields": [_key_of(other)],
                    },
                }
                for column, other in table.references.items()
            ],
        },
    }


def _package(resources: Sequence[Mapping[str, Any]], record: Mapping[str, Any]) -> dict[str, Any]:
    """Describe the tables as a Frictionless Data Package."""
    return {
        "profile": "tabular-data-package",
        "name": "shisaku",
        "id": f"{record['base']}dataset/release/{record['release']}",
        "title": "施策ナレッジグラフの表 / Tables of the shisaku knowledge graph",
        "description": source_statement(record["editions"], "en"),
        "version": record["release"],
        "licenses": [{"name": "Apache-2.0", "path": LICENCE, "title": "Apache License 2.0"}],
        "sources": [{"title": edition["title"]} for edition in record["editions"]],
        "resources": list(resources),
    }


def _write_json(document: Mapping[str, Any], out: Path) -> None:
    """Write a JSON document."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    out.write_text(text, encoding="utf-8")
