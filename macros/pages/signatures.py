"""A macro's own signature in, what a page may write out: how it is called, and what is wrong with a call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from inspect import Parameter, Signature, signature
from typing import Any

from macros.facts.annotations import marks, mentioned
from macros.facts.problems import did_you_mean
from macros.facts.schema.fields import Ref
from macros.pages.calls import Call, Value


@dataclass(frozen=True)
class Each:
    """Marks a text that holds several ids of one kind, with commas between them."""

    kind: str


@dataclass(frozen=True)
class Macros:
    """What a page may call: signatures by name, and the ids of each kind of record (or `vocabulary/<name>`, `chart`)."""

    signatures: Mapping[str, Signature]
    ids: Callable[[str], Collection[str]]

    def problems(self, call: Call) -> Iterator[str]:
        """Everything wrong with a call; a call without problems can be made."""
        if call.name not in self.signatures:
            yield f"there is no macro '{call.name}'{did_you_mean(call.name, self.signatures)}"
            return
        own = self.signatures[call.name]
        parameters = own.parameters
        example = written(call.name, own)
        if unknown := [name for name, _ in call.keywords if name not in parameters]:
            yield f"{call.name}: there is no argument '{unknown[0]}'{did_you_mean(unknown[0], parameters)}; write {example}"
            return
        if len({name for name, _ in call.keywords}) < len(call.keywords):
            yield f"{call.name}: an argument is named twice; keep one"
            return
        try:
            bound = own.bind(*call.arguments, **dict(call.keywords)).arguments
        except TypeError:
            missing = [
                name for name, item in parameters.items() if item.default is item.empty and item.kind is not item.VAR_POSITIONAL
            ]
            record = next((ref.kind for name in missing if (ref := _ref(parameters[name]))), "")
            few = len(call.arguments) + len(call.keywords) < len(missing)
            if few and record:
                yield f"{call.name}: name a record, like {self._example(call.name)}"
            else:
                yield f"{call.name}: has arguments that do not fit; write {example}"
            return
        for name, value in bound.items():
            for one in value if isinstance(value, tuple) else (value,):
                yield from self._value(call.name, parameters[name], one)

    def _example(self, macro: str) -> str:
        """A call with ids that are there."""
        own = self.signatures[macro]
        refs = {name: ref.kind for name, item in own.parameters.items() if (ref := _ref(item))}
        return written(macro, own, {name: min(self.ids(kind), default=name) for name, kind in refs.items()})

    def _known(self, macro: str) -> Collection[str]:
        """The ids of the kind that has the name of the macro; nothing for a macro that is named otherwise."""
        first = next(iter(self.signatures[macro].parameters.values()), None)
        ref = _ref(first) if first else None
        return self.ids(macro) if ref and ref.kind == macro else ()

    def _value(self, macro: str, parameter: Parameter, value: Value) -> Iterator[str]:
        if each := next(iter(marks(Each, parameter.annotation)), None):
            ids = self.ids(each.kind)
            for word in (part.strip() for part in str(value).split(",")):
                if word not in ids:
                    yield f"{macro}: there is no {each.kind} '{word}'{did_you_mean(word, ids)}; put commas between several"
            return
        if ref := _ref(parameter):
            ids = self.ids(ref.kind)
            if str(value) not in ids or not isinstance(value, str):
                what = ref.kind.removeprefix("vocabulary/")
                if own := next((kind for kind in self.signatures if kind != what and str(value) in self._known(kind)), None):
                    yield f"{macro}: '{value}' is no {what}; it is a {own}: {{{{ {own}(\"{value}\") }}}}"
                    return
                near = did_you_mean(str(value), ids) or (f"; write one of {', '.join(ids)}" if len(ids) < 12 else "")
                yield f"{macro}: there is no {what} '{value}'{near}"
            return
        types = [item for item in mentioned(parameter.annotation) if item in (str, int, float)]
        if types and type(value) not in types:
            wanted = "a number" if str not in types else "a text in quotes"
            yield f"{macro}: {parameter.name} is {wanted}, not {value!r}"


def of(macro: Callable[..., Any], *, bound: int = 0) -> Signature:
    """The signature a page sees, without the first `bound` parameters, which the build gives."""
    own = signature(macro, eval_str=True)
    return own.replace(parameters=list(own.parameters.values())[bound:])


def written(name: str, own: Signature, ids: Mapping[str, str] | None = None) -> str:
    """A call as one writes it: what must be given by position, with `ids` by argument, and what may be given by name."""
    needed = [item.name for item in own.parameters.values() if item.default is item.empty]
    stand_ins = {"ids": "id"} | dict(ids or {})
    shown = [f'"{stand_ins.get(item, item)}"' for item in needed]
    shown += [
        f"{item.name}={item.default!r}".replace("'", '"').replace("=None", '="…"')
        for item in own.parameters.values()
        if item.default is not item.empty
    ]
    return f"{{{{ {name}({', '.join(shown)}) }}}}"


def named(own: Signature, call: Call) -> Iterator[tuple[str, str]]:
    """(kind, id) of every record or word a call names; nothing for a call that does not fit."""
    try:
        bound = own.bind(*call.arguments, **dict(call.keywords)).arguments
    except TypeError:
        return
    for name, value in bound.items():
        each = next(iter(marks(Each, own.parameters[name].annotation)), None)
        ref = _ref(own.parameters[name])
        for one in value if isinstance(value, tuple) else (value,):
            if each:
                yield from ((each.kind, word.strip()) for word in str(one).split(","))
            elif ref:
                yield ref.kind, str(one)


def _ref(parameter: Parameter) -> Ref | None:
    return next(iter(marks(Ref, parameter.annotation)), None)
