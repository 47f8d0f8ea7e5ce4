"""Catalog in, the files other programs read out: api/v1/*.json and *.csv, byte for byte the same from the same data."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from macros.answers import lifecycle, memory, prices
from macros.answers.components import pieces
from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog
from macros.facts.schema.evidence import Record
from macros.facts.schema.jsonschema import schemas
from macros.facts.schema.kinds import KINDS
from macros.facts.schema.license import License
from macros.facts.schema.model import Architecture, Model
from macros.facts.schema.price import Price
from macros.pages.links import API
from macros.publish.bom import bom

VERSION = "1.0"
TERMS = "CC-BY-4.0"
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", re.IGNORECASE)
# a sign that begins a formula, behind what a reader of tables skips; small and full-width signs count as theirs do
_FORMULA = re.compile(r"(^|;)([\s\"']*[=+\-@\t\r\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20])")


def files(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """(path from the site's top, text) of every file of the API."""
    catalog = knowledge.catalog
    for kind in KINDS:
        if not kind.file:
            continue
        items = [item(knowledge, entry.record) for entry in catalog.entries[kind.name].values()]
        yield f"{API}/{kind.file}.json", _document(items)
        yield f"{API}/{kind.file}.csv", _csv(items)
        if kind.name == "model":
            for row in items:
                yield f"{API}/models/{row['id']}.json", _document([row])
    for model in catalog.models.values():
        if model.downloadable:
            yield f"{API}/bom/{model.id}.json", json.dumps(bom(knowledge, model), ensure_ascii=False, indent=1) + "\n"
    for name, schema in schemas(catalog).items():
        yield f"{API}/schema/{name}.json", schema


def places(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(path from the site's top, file or folder it is made from) of every file of the API."""
    for kind in KINDS:
        if kind.file:
            yield f"{API}/{kind.file}.json", f"data/{kind.folder}"
            yield f"{API}/{kind.file}.csv", f"data/{kind.folder}"
        if kind.name == "model":
            yield from ((f"{API}/models/{id}.json", entry.path) for id, entry in catalog.entries["model"].items())
            yield from (
                (f"{API}/bom/{id}.json", catalog.path("model", id)) for id, model in catalog.models.items() if model.downloadable
            )
        yield f"{API}/schema/{kind.name}.json", "macros/facts/schema"


def item(knowledge: Knowledge, record: Record) -> dict[str, Any]:
    """One record as other programs get it: its fields, then what is derived from them."""
    if isinstance(record, Model):
        return _model(knowledge, record)
    if isinstance(record, License):
        return _license(record)
    return _dump(record)


def _model(knowledge: Knowledge, model: Model) -> dict[str, Any]:
    catalog = knowledge.catalog
    verdicts, terms = knowledge.assessments[model.id], knowledge.terms[model.id]
    fields = _dump(model)
    last = lifecycle.ended(model, catalog.today)
    components = {
        id: {"present": piece.present, "access": piece.access, "license": piece.license.id if piece.license else None,
             "url": piece.url, "shows": piece.shows, "source": piece.source, "implied": piece.implied}
        for id, piece in pieces(catalog, model).by_id.items()
    }  # fmt: skip
    return {
        **fields,
        "context_window": model.context.native if model.context else None,
        "architecture": _architecture(model.architecture) if model.architecture else None,
        "base_models": [_dump(base) for base in model.base_models],
        "base_models_status": model.base_models_status,
        "availability": {**fields["availability"], "withdrawn": last.retires if last else None},
        "lifecycle": [{**_dump(stage), "state_today": lifecycle.state(stage, catalog.today)} for stage in model.lifecycle],
        "memory": _memory(knowledge, model),
        "access": verdicts.access,
        "access_reason": verdicts.reason,
        "license": terms.own.id if terms.own else None,
        "effective_license": terms.license.id if terms.license else None,
        "effective_terms": [
            {"license": layer.license.id, "inherited_from": layer.ancestor.name if layer.ancestor else None}
            for layer in terms.layers
        ],
        "effective_answers": {
            id: {"answer": term.answer.answer, "license": term.layer.license.id, "clause": term.answer.clause}
            for id, term in terms.answers.items()
        },
        "terms_unknown_of": [ancestor.name for ancestor in terms.unmapped],
        "licenses": _dump(model.license, exclude={"changed"}) if model.license else None,
        "license_changed": _dump(model.license.changed) if model.license and model.license.changed else None,
        "weights_url": model.availability.weights_url,
        "components": components,
        "openness": {
            "osaid": verdicts.osaid.value,
            "mof": verdicts.mof.value,
            "european": round(verdicts.european.low, 3),
            "european_high": round(verdicts.european.high, 3),
            "european_known": verdicts.european.known,
        },
        "prices": [_price(catalog, model, price) for price in catalog.prices.get(model.id, ())],
    }


def _memory(knowledge: Knowledge, model: Model) -> dict[str, Any]:
    """Bytes: the weights by scheme, and the cache at 16 bits a value; low where a program uses windows, high where not."""
    kept = memory.cache(model)
    growth = kept.growth()
    return {
        "weights": {id: _whole(memory.weights(model, scheme.bits)) for id, scheme in knowledge.catalog.quantizations.items()},
        "cache_bytes_per_token": _whole(growth.low if growth else None),
        "cache_bytes_per_token_high": _whole(growth.high if growth else None),
        "cache_bytes_fixed": _whole(kept.fixed()),
        "used": kept.used,
        "assumed": kept.assumed,
        "missing": kept.missing,
    }


def _price(catalog: Catalog, model: Model, row: Price) -> dict[str, Any]:
    """`provider` and `provider_kind` say in words what the host's record says."""
    told = {"provider": catalog.hosts[row.host].name, "provider_kind": prices.seller(catalog, model, row)}
    return {**_dump(row), **told, "holds_today": prices.holds(row, catalog.today)}


def _whole(bytes: float | None) -> int | None:
    return None if bytes is None else round(bytes)


def _architecture(shape: Architecture) -> dict[str, Any]:
    """`layers` stays a count; the kinds stand beside it."""
    groups = shape.layers if isinstance(shape.layers, tuple) else ()
    return {**_dump(shape), "layers": shape.layer_count, "layer_groups": [_dump(group) for group in groups]}


def _license(license: License) -> dict[str, Any]:
    fields = _dump(license)
    return {**fields, "osi_approved": license.osi_approved == "yes", "excludes_places": fields["excluded_places"]}


def _dump(record: BaseModel, exclude: set[str] | None = None) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude=exclude)


def _document(items: list[dict[str, Any]]) -> str:
    return (
        json.dumps({"schema_version": VERSION, "license": TERMS, "items": items}, ensure_ascii=False, allow_nan=False, indent=1)
        + "\n"
    )


def _csv(items: list[dict[str, Any]]) -> str:
    """One row an item; lists and deep mappings as JSON, a mapping of plain values as columns `a.b`."""
    spread = {key for row in items for key, value in row.items() if isinstance(value, dict) and value and not _deep(value)}
    spread -= {key for row in items for key, value in row.items() if isinstance(value, dict) and _deep(value)}
    rows = [_flat(row, spread) for row in items]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _deep(value: dict[str, Any]) -> bool:
    return any(isinstance(inner, dict | list) for inner in value.values())


def _flat(row: dict[str, Any], spread: set[str]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if key in spread:
            flat |= {f"{key}.{name}": inner for name, inner in (value or {}).items()}
        elif isinstance(value, dict | list):
            flat[key] = json.dumps(value, ensure_ascii=False) if value else ""
        else:
            flat[key] = value
    return {key: _safe(value) for key, value in flat.items()}


def _safe(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is marked as text, at its start and where a `;` may part cells."""
    if not isinstance(value, str) or _PLAIN_NUMBER.fullmatch(value):
        return value
    return _FORMULA.sub(r"\1'\2", value)
