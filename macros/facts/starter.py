"""A kind of record in, a commented starting file out, made from the schema so that it cannot drift."""

from __future__ import annotations

from datetime import date

from macros.facts.schema.evidence import Subject
from macros.facts.schema.kinds import Kind


def starter(kind: Kind, today: date) -> str:
    """YAML with every required field to fill in, the optional ones as comments, and one source."""
    up = "../../" if kind.nested else "../"
    lines = [f"# yaml-language-server: $schema={up}schema/{kind.name}.json", f"# {(kind.type.__doc__ or '').strip()}"]
    for name, field in kind.type.model_fields.items():
        if name in ("id", "sources"):
            continue
        mark = "" if field.is_required() else "# "
        about = f"  # {field.description}" if field.description else ""
        lines.append(f"{mark}{field.alias or name}:{about}")
    if issubclass(kind.type, Subject):
        lines += [
            "sources:",
            "  card:  # a short key; one source may leave out 'for:' and is then the source of all other fields",
            "    url:  # the page itself, at a fixed commit or date",
            "    kind: maker",
            f"    read: {today.isoformat()}",
            "    shows:  # what it says about this subject, in a few words",
        ]
    return "\n".join(lines) + "\n"
