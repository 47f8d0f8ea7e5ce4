"""The text of a page in, the same page with its macro calls written as they must be out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from inspect import Signature

from macros.editing.ids import Ids
from macros.pages.calls import Call, Wrong, parse
from macros.pages.outline import SINGLE
from macros.pages.signatures import named

Signatures = Mapping[str, Signature]
_CALL = re.compile(r"\{\{ *(?P<name>[a-z_]\w*) *\((?P<arguments>[^(){}\n]*)\) *\}\}")
_BARE = re.compile(r"(?P<front>^|,)(?P<name> *(?:[a-z_]\w* *= *)?)(?P<value>[a-z][\w./-]*)(?= *(?:,|$))")


def mended(text: str, signatures: Signatures, ids: Ids) -> str:
    """Line ends, two braces, straight quotes around words, ids in their own case."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    text = "".join(part if isinstance(part, str) else _call(part, signatures, ids) for part in parse(text))
    return "".join(_singles(part, signatures) if isinstance(part, str) else part.written for part in parse(text))


def renamed(text: str, signatures: Signatures, kind: str, old: str, new: str) -> str:
    """The page with `new` in every call that names the record `old`."""
    return _each(text, signatures, lambda of, id: new if (of, id) == (kind, old) else id)


def _each(text: str, signatures: Signatures, put: Callable[[str, str], str]) -> str:
    """The page with put(kind, id) in the place of each id that a call names."""
    parts = []
    for part in parse(text):
        if isinstance(part, str):
            parts.append(part)
            continue
        written = part.written
        if isinstance(part, Call) and part.name in signatures:
            for kind, id in named(signatures[part.name], part):
                written = re.sub(rf"(?<=[\"', ]){re.escape(id)}(?=[\"', ])", put(kind, id).replace("\\", ""), written)
        parts.append(written)
    return "".join(parts)


def _call(part: Call | Wrong, signatures: Signatures, ids: Ids) -> str:
    """A call as it must be written, where one thing can be meant."""
    if isinstance(part, Call):
        return _each(part.written, signatures, lambda kind, id: ids.meant(kind, id) or id)
    found = _CALL.fullmatch(part.written)
    if not found or found["name"] not in signatures:
        return part.written
    arguments = re.sub("[“”„]", '"', found["arguments"])
    arguments = _BARE.sub(lambda bare: f'{bare["front"]}{bare["name"]}"{bare["value"]}"', arguments)
    return f"{{{{ {found['name']}({arguments.strip()}) }}}}"


def _singles(text: str, signatures: Signatures) -> str:
    return SINGLE.sub(
        lambda found: (
            f"{{{{ {found['name']}{re.sub('[“”„]', chr(34), found['arguments'])} }}}}"
            if found["name"] in signatures
            else found.group()
        ),
        text,
    )
