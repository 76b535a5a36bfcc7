"""What a page says to search engines: schema.org as JSON-LD, in the page itself."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyoxigraph as ox

from shisaku.ontology.terms import NAMESPACE
from shisaku.server.pages.addresses import Addresses
from shisaku.server.pages.description import Description
from shisaku.server.pages.texts import texts
from shisaku.server.publish.records import Stored
from shisaku.server.publish.texts import LICENCE, source_statement
from shisaku.server.release import Release

_CONTEXT: Final = {"@context": "https://schema.org"}
_KINDS: Final = {
    "Edition": "Report",
    "Chapter": "Chapter",
    "DocumentPart": "CreativeWork",
    "Organization": "Organization",
    "LegalResource": "Legislation",
    "PolicyDocument": "CreativeWork",
    "BudgetObservation": "MonetaryAmount",
}
"""Classes of ours that schema.org has, narrowest first; all others are things."""


def describe_page(
    description: Description, addresses: Addresses, lang: str, site: str
) -> Mapping[str, Any]:
    """Describe the page about a thing. site: its public address, without a slash at its end."""
    thing = description.thing
    name = description.name(thing, lang)
    path = [node for node in (*description.above(), thing) if isinstance(node, ox.NamedNode)]
    steps = [
        {
            "@type": "ListItem",
            "position": n,
            "name": description.name(node, lang),
            "item": f"{site}{addresses.document(node.value)}",
        }
        for n, node in enumerate(path, 1)
    ]
    return {
        **_CONTEXT,
        "@type": "WebPage",
        "url": f"{site}{addresses.document(thing.value)}",
        "inLanguage": lang,
        "name": name,
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps},
        "isPartOf": {"@type": "Dataset", "@id": f"{addresses.base}dataset"},
        "mainEntity": {"@id": thing.value, **_kind(description), "name": name},
    }


def _kind(description: Description) -> Mapping[str, Any]:
    """Give the schema.org type of a thing; of money the whole yen, too."""
    kinds = {kind.removeprefix(NAMESPACE) for kind in description.types}
    kind = next((theirs for ours, theirs in _KINDS.items() if ours in kinds), "Thing")
    for yen in description.facts.get(f"{NAMESPACE}amount", []):
        if kind == "MonetaryAmount" and isinstance(yen, ox.Literal):
            return {"@type": kind, "currency": "JPY", "value": int(yen.value)}
    return {"@type": kind}


def describe_dataset(
    release: Release, stored: Iterable[Stored], lang: str, site: str
) -> Mapping[str, Any]:
    """Describe a release as data to download. site: as above."""
    words = texts(lang)
    return {
        **_CONTEXT,
        "@type": "Dataset",
        "@id": f"{release.base}dataset",
        "url": f"{site}/dumps/",
        "name": words["title"],
        "description": words["what"],
        "inLanguage": ["ja", "en"],
        "license": LICENCE,
        "creditText": source_statement(release.record["editions"], lang),
        "isAccessibleForFree": True,
        "version": release.identifier,
        "identifier": f"{release.base}dataset/release/{release.identifier}",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each.dump.title.in_(lang),
                "encodingFormat": each.dump.media_type,
                "contentUrl": f"{site}/dumps/{each.dump.file}",
                "contentSize": f"{each.size} B",
                "sha256": each.sha256,
            }
            for each in stored
        ],
    }
