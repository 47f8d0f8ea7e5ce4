"""Nasty values in every field of every kind of record: each is a clear problem, or harmless in all that is made from it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import html5lib
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from macros.answers.knowledge import Knowledge
from macros.facts.catalog import Catalog, load
from macros.facts.documents import Tree
from macros.facts.problems import DataError
from macros.facts.schema.fields import Ref
from macros.facts.schema.kinds import BY_NAME, KINDS, Kind
from macros.pages import costs, pick
from macros.pages.generated import pages
from macros.pages.markup import page_html
from macros.pages.renderer import TEMPLATES
from macros.pages.writing import BLOCKS, Blocks
from macros.publish import api, build, scripts, search
from macros.publish.shell import Shell
from tests.conftest import PROJECT, tiny_copy
from tests.nasty import NASTY, RAW

Path_ = tuple[str | int, ...]
TODAY = date.today()  # what is copied of the real data may have been read since the day of the tiny project
MARK = "ATLASNASTY"
_MESSAGE = re.compile(r"(data|docs|macros)/\S+:\d+: \S")
_INSIDES = re.compile(r"pydantic|Traceback|Input should|NoneType|<class")
CHANGED = {"vocabulary": "yes-no", "license": "limited-1.0"}  # which file of a kind is changed, where that is not the first
INLINE = ("model", "license", "maker", "family", "framework", "benchmark", "claim", "term")
CONSTANT = ("data_files", "data_fields", "page_fields", "page_elements", "attribute_list")  # say nothing of records
OTHERS = {
    "data/frameworks/kit.yml": "name: Kit\nkind: library\nabout: A kit for tests.\n",
    "data/hardware/card.yml": "name: Card\nkind: consumer-gpu\nmemory_gb: [24]\n",
    "data/loads/busy.yml": "name: Busy\nmodel: alpha\ndevice: card\ndevices: 1\nprecision: FP8\n"
    "runs: [{reads: 100, writes: 100, per_device: 5}]\n",
    "data/runs/bench.yml": "title: Speeds\nsource: https://example.org/speeds\nterms: MIT\ncredit: Somebody\nas_of: 2024-06-01\n"
    "runs:\n  - {model: alpha, device: card, program: kit, stored: Q4, speed: 4, date: 2024-06-01, told: on one,\n"
    "     url: 'https://example.org/1'}\n",
    f"data/models/example/{costs.EXAMPLE}.yml": "name: Priced\nmaker: example\nfamily: alpha\ntype: language\nreleased: 2024-05\n"
    "availability: {weights: none, api: yes}\nlicense: {api: example-service}\n",
    "data/fetched/sold.yml": "title: Prices\nsource: https://example.org/sold\nterms: CC BY 4.0\nas_of: 2024-06-01\nprices:\n"
    f"  - {{model: {costs.EXAMPLE}, host: example-lab, input: 2, output: 8, as_of: 2024-06-01}}\n",
    f"data/situations/{pick.EXAMPLE}.yml": "name: A card\nabout: Who has a card.\ntype: [language]\nmemory_gb: 24\ndevice: card\n"
    "own_machine: yes\n",
    "data/repetitions/components.yml": "about: What many models say.\n",
    "data/quantizations/q4.yml": "name: Q4\nformat: gguf\nbits: 4.5\nbasis: measured\n",
    "data/figures/numbers.yml": "title: Numbers\nabout: Two numbers of the study.\nunit: points\nchecked: 2024-06-01\n"
    "points:\n  - {label: One, value: 1, source: study-2024}\n  - {label: Two, value: 2, source: study-2024}\n",
}
# what a type alone does not tell: the key of a source, the name of a field
KEYS = {("Conflict", "field"): "name", ("Search", "fields"): ["paper"]}
SAMPLES = (
    "Plain words of a test.", "https://example.org/x", "2024-05-01", "7B", "4096", "100", "2", "5", "card", "en", "a-word",
    "understand/x.md", "code", "LicenseRef-x", "I", "yes",
)  # fmt: skip
# what Markdown may make of a record; what our templates write is found in the pages of the sound project
ELEMENTS = frozenset(
    ("html", "head", "body", "title", "meta", "script", "a", "abbr", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5",
     "h6", "hr", "li", "nav", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
)  # fmt: skip
ATTRIBUTES = frozenset(("class", "content", "href", "id", "name", "start", "title", "type"))
# the words by which our scripts and a screen reader find a place: those that a template writes, and no other
TEMPLATED = frozenset(
    word for path in TEMPLATES.rglob("*.html") for word in re.findall(r"\b(?:data|aria)-[a-z-]+", path.read_text("utf-8"))
)
NEVER = re.compile(r"on.*|style|srcdoc|formaction|action|ping|background")
ADDRESSED = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite", "background", "ping", "srcset")
SHELL = (
    '<!doctype html><html><head><title>ATLASTITLE · ATLASKIND</title><meta name=description content="ATLASDESCRIPTION">'
    '<script type="application/ld+json">ATLASDATA</script></head><body><nav>ATLASCRUMBS</nav><li class=md-nav__item>'
    '<a href="#atlas-section">ATLASSECTION</a></li><a href="ATLASEDIT">edit</a>'
    '<h1>ATLASTITLE</h1>ATLASLEAD<h2 id="atlas-section">ATLASSECTION</h2>'
    "<div class=atlas-part>ATLASBODY</div></body></html>"
)


class Unsafe(Exception):
    """Something nasty came through, or a message is none."""


@dataclass(frozen=True)
class Input:
    """A nasty value, where it is put, and how it is written."""

    kind: str
    place: Path_
    value: object
    raw: bool = False


class Target:
    """The tiny project, read once; each input changes one file of it in memory."""

    def __init__(self, folder: Path) -> None:
        self.project = tiny_copy(folder / "project")
        for path, text in OTHERS.items():
            (self.project / path).parent.mkdir(parents=True, exist_ok=True)
            sourced = issubclass(next(kind.type for kind in KINDS if kind.folder == path.split("/")[1]), _sourced())
            source = (
                f"sources:\n  card: {{url: https://example.org/, kind: maker, read: 2024-06-01, shows: What stands in {path}}}\n"
            )
            (self.project / path).write_text(text + (source if sourced else ""), "utf-8")
        for kind in KINDS:  # a kind that the tiny project lacks: the real records
            if not any((self.project / "data" / kind.folder).rglob("*.yml")):
                shutil.copytree(PROJECT / "data" / kind.folder, self.project / "data" / kind.folder)
        self._kept = folder / "kept"
        self.catalog = load(self.project, today=TODAY, kept=self._kept)
        self._harmless: set[int] = set()
        self.checked = 0

    def file(self, kind: str) -> str:
        """The file of a kind that is changed."""
        ids = self.catalog.entries[kind]
        return ids[CHANGED.get(kind, next(iter(ids)))].path

    def load(self, kind: str, text: str) -> Catalog:
        """The catalog with `text` in place of a file, or DataError."""
        path = self.file(kind)
        (self.project / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        catalog = load(self.project, today=TODAY, kept=self._kept)
        if wrong := build.problems(self.project, self.project / "docs", Knowledge(catalog)):
            raise DataError(wrong)
        return catalog

    @cached_property
    def ours(self) -> frozenset[str]:
        """The elements, and `element attribute` pairs, on the pages of the sound project."""
        known, shell = Knowledge(self.catalog), Shell(SHELL, "")
        made = pages(known, directories=True, repository="https://example.org/repo")
        texts = [written(known), *(shell.fill(page, "https://example.org/") for page in made)]
        found = [(name, attributes) for text in texts for name, attributes, _ in elements(text)]
        return frozenset({name for name, _ in found} | {f"{name} {key}" for name, keys in found for key in keys})

    @cached_property
    def trees(self) -> dict[str, Tree]:
        """Kind → the record that is changed, as it was."""
        texts = {kind.name: (self.project / self.file(kind.name)).read_text("utf-8") for kind in KINDS}
        return {
            name: yaml.load(
                text if "card:" in text else re.sub(r"(?<![\w-])(text|site|news)(?=[:},\n])", "card", text), yaml.BaseLoader
            )
            for name, text in texts.items()
        }

    def text(self, item: Input) -> str:
        """The file with the nasty value in its place: a field a line, each as JSON, which is YAML."""
        tree = json.loads(json.dumps(self.trees[item.kind]))
        _put(tree, BY_NAME[item.kind].type, item.place, MARK, self)
        lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in tree.items()]
        written = str(item.value) if item.raw else _written(item.value)
        return "\n".join(lines).replace(f'"{MARK}"', written) + "\n"

    def outcome(self, item: Input) -> str:
        """What became of an input: 'refused' or 'accepted'; Unsafe where either went wrong."""
        try:
            catalog = self.taken(item)
        except DataError as error:
            for problem in map(str, error.problems):
                if not _MESSAGE.match(problem) or _INSIDES.search(problem):
                    raise Unsafe(f"{problem} is no message") from None
            return "refused"
        for what in self._unsafe(Knowledge(catalog)):
            raise Unsafe(what)
        return "accepted"

    def taken(self, item: Input) -> Catalog:
        """The catalog with an input in it, or DataError."""
        try:
            return self.load(item.kind, self.text(item))
        finally:
            path = self.file(item.kind)
            shutil.copy(self._sound(path), self.project / path)

    @cache  # noqa: B019 - one target a run
    def _sound(self, path: str) -> Path:
        copy = self.project / "sound" / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        tree = self.trees[next(kind.name for kind in KINDS if self.file(kind.name) == path)]
        copy.write_text(json.dumps(tree), "utf-8")
        return copy

    def _unsafe(self, known: Knowledge) -> Iterator[str]:
        shell = Shell(SHELL, "")
        for page in pages(known, directories=True, repository="https://example.org/repo"):
            if self._new(f"{page.title}{page.description}{page.lead}{page.sections}{page.jsonld}"):
                yield from (f"{page.path}: {what}" for what in markup(shell.fill(page, "https://example.org/"), self.ours))
        html = written(known)
        if self._new(html):
            yield from (f"a page of macros: {what}" for what in markup(html, self.ours))
        for path, content in chain(api.sheets(known), api.files(known)):
            text = content.decode("utf-8-sig")
            if "/schema/" in path:
                break
            if self._new(text):
                yield from (f"{path}: {what}" for what in (table(text) if path.endswith(".csv") else strict(text)))
        found = search.script(known, (), directories=True)
        for path, text in [*scripts.files(known), (search.FILE, found)]:
            for line in text.splitlines():
                if found := re.fullmatch(r"window\.atlas=window\.atlas\|\|\{\};window\.atlas\.\w+=(.*);", line):
                    yield from (f"{path}: {what}" for what in strict(found[1]))

    def _new(self, text: str) -> bool:
        """Whether this very text was not looked at before."""
        size = len(self._harmless)
        self._harmless.add(hash(text))
        return len(self._harmless) > size


def written(known: Knowledge) -> str:
    """A page that calls every macro, as the build makes it."""
    catalog = known.catalog
    calls = [f'{name}("{id}")' for name in INLINE for id in catalog.entries[name]]
    calls += [f'cite("{id}")' for id in catalog.works] + [f'chart("{id}")' for id in catalog.figures]
    text = "# A page\n\n" + "\n\n".join(f"Here is {{{{ {call} }}}} in a sentence." for call in calls)
    text += (
        "\n\n"
        + "\n\n".join(f"{{{{ {name}() }}}}" for name in BLOCKS if name not in (*INLINE, *CONSTANT))
        + "\n\n{{ references() }}\n"
    )
    blocks = Blocks(known, lambda: "understand/x/", lambda: text, directories=True, repository="https://example.org/repo")
    html = page_html(build.fill(known, text, blocks.macros()))
    return build.finish(known, html, "understand/x/", written=True, directories=True)[0]


def elements(html: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """(name, attributes, text) of every element as a browser sees it."""
    for node in html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).iter():
        if isinstance(node.tag, str):
            name = node.tag.rpartition("}")[2]
            yield name, {str(key).rpartition("}")[2].lower(): str(value) for key, value in node.attrib.items()}, node.text or ""


def markup(html: str, more: frozenset[str] = frozenset()) -> Iterator[str]:
    """What a page must not hold; `more` are the elements and `element attribute` pairs that our templates write."""
    for name, attributes, text in elements(html):
        if name not in ELEMENTS | more:
            yield f"the element {name}"
        if name == "script":
            if attributes.get("src", "").startswith("../../assets/") and not text:
                continue
            if attributes != {"type": "application/ld+json"}:
                yield f"a script: {attributes} {text[:80]}"
            yield from strict(text)
        for key, value in attributes.items():
            ours = key in ATTRIBUTES or key in TEMPLATED or f"{name} {key}" in more
            filtered = name == "tr" and key.startswith("data-")  # a row carries its value for each filter of the dictionary
            if NEVER.fullmatch(key) or not (ours or filtered):
                yield f"the attribute {key} of {name}: {value[:80]}"
            if key in ADDRESSED:
                bare = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029]", "", value).lower()
                scheme = re.match(r"[^/?#]*?:", bare)
                if (scheme and scheme[0] not in ("http:", "https:")) or bare.startswith(("//", "\\", "/\\")):
                    yield f"the address {value[:80]!r} of {name}"


def strict(text: str) -> Iterator[str]:
    """Whether it is JSON to the letter."""

    def refuse(name: str) -> None:
        raise ValueError(f"{name} is no JSON")

    try:
        json.loads(text, parse_constant=refuse)
    except ValueError as error:
        yield f"no JSON: {error}"


def table(text: str) -> Iterator[str]:
    """Formulas among the cells of a table."""
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            bare = cell.lstrip(' \n\r";\u00a0')
            if bare[:1] and bare[:1] in "=+-@\t＝＋－＠" and not re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?", cell):
                yield f"the formula {cell[:60]!r}"


def places(kind: Kind) -> list[Path_]:
    """Every field of a kind, however deep, and every group of fields."""
    return list(_places(kind.type, ()))


def _places(type_: type[BaseModel], above: Path_) -> Iterator[Path_]:
    for name, info in type_.model_fields.items():
        if not (name == "id" and not above):
            here = (*above, info.alias or name)
            yield here
            yield from _below(info.annotation, here)


def _below(annotation: Any, here: Path_) -> Iterator[Path_]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _places(annotation, here)
    elif get_origin(annotation) is tuple:
        yield (*here, 0)
        yield from _below(get_args(annotation)[0], (*here, 0))
    elif get_origin(annotation) is dict:
        yield (*here, MARK)
        yield from _below(get_args(annotation)[1], (*here, "k"))
    else:
        for inner in get_args(annotation):
            yield from _below(inner, here)


def _put(tree: Any, type_: Any, place: Path_, value: object, target: Target) -> None:
    """Set a value deep in a tree, and write what its neighbors need."""
    step, rest = place[0], place[1:]
    annotation = _inside(type_, step, tree)
    if isinstance(step, int):
        if not isinstance(tree, list):
            return
        if not tree:
            tree.append(_sample(annotation, target))
        at: Any = 0
    elif step == "k" and isinstance(tree, dict) and get_origin(_bare(type_)) is dict:
        at = next(iter(tree), None) or str(_sample(get_args(_bare(type_))[0], target))
    else:
        at = step
    if not rest:
        tree[at] = _sample(annotation, target) if at == MARK else value
        return
    if isinstance(tree, dict) and not isinstance(tree.get(at), dict | list):
        wanted = [inner for inner in _options(annotation) if not _leaf(inner)]
        tree[at] = _sample(wanted[0] if wanted else annotation, target)
    _put(tree[at], annotation, rest, value, target)


def _options(annotation: Any) -> list[Any]:
    """The forms a value may have."""
    bare = _bare(annotation)
    if isinstance(bare, type) or get_origin(bare) in (tuple, dict) or not get_args(bare):
        return [annotation if _refs(annotation) else bare]
    return [option for inner in get_args(bare) if inner is not type(None) for option in _options(inner)]


def _refs(annotation: Any) -> list[Ref]:
    return [mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Ref)]


def _leaf(annotation: Any) -> bool:
    return not (get_origin(annotation) in (tuple, dict) or (isinstance(annotation, type) and issubclass(annotation, BaseModel)))


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _inside(type_: Any, step: str | int, tree: Any) -> Any:
    """The type of a part."""
    for option in _options(type_):
        if isinstance(option, type) and issubclass(option, BaseModel):
            for name, info in option.model_fields.items():
                if step in (name, info.alias):
                    return _typed(info)
        elif get_origin(option) is tuple and isinstance(step, int):
            return get_args(option)[0]
        elif get_origin(option) is dict and not isinstance(step, int):
            return get_args(option)[1]
    raise LookupError(f"{step} of {type_}")


def _sample(annotation: Any, target: Target) -> Any:
    """A plain value of a type."""
    if marks := _refs(annotation):
        kind, _, vocabulary = marks[0].kind.partition("/")
        return next(iter(target.catalog.vocabularies[vocabulary] if vocabulary else target.catalog.entries[kind]))
    for option in _options(annotation):
        if isinstance(option, type) and issubclass(option, BaseModel):
            return {
                info.alias or name: json.loads(json.dumps(KEYS.get((option.__name__, name)))) or _sample(_typed(info), target)
                for name, info in option.model_fields.items()
                if info.is_required()
            }
        if get_origin(option) is tuple:
            return [_sample(get_args(option)[0], target)]
        if get_origin(option) is dict:
            return {str(_sample(get_args(option)[0], target)): _sample(get_args(option)[1], target)}
        if option is not annotation and _refs(option):
            return _sample(option, target)
    return next((text for text in SAMPLES if _fits(annotation, text)), SAMPLES[0])


def _typed(info: FieldInfo) -> Any:
    """The type of a field with all that stands beside it."""
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


def _fits(annotation: Any, text: str) -> bool:
    try:
        TypeAdapter(annotation).validate_python(text, context={"today": TODAY})
    except ValidationError:
        return False
    return True


def _written(value: object) -> str:
    """A value in double quotes or in brackets; what no file can hold as it is, as YAML's escape."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _sourced() -> type:
    from macros.facts.schema.evidence import Subject

    return Subject


def inputs() -> st.SearchStrategy[Input]:
    """Any nasty value, alone or among other words, in any field of any kind."""
    everywhere = [(kind.name, place) for kind in KINDS for place in places(kind)]
    texts = st.sampled_from([value for value in NASTY.values() if isinstance(value, str)])
    before = st.sampled_from(["", "Plain words of a test: ", "Plain words of a test (", "7B", "https://example.org/", "a", "- "])
    letters = st.text("ab \"'`\\*_[]()<>&;:=+-@|#!{}/~^%$.,\n", min_size=1, max_size=30)
    mixed = st.builds("{}{}{}".format, before, st.one_of(texts, letters), letters)
    values = st.one_of(st.sampled_from(list(NASTY.values())), mixed, mixed, st.text(max_size=40))
    quoted = st.builds(lambda where, value: Input(*where, value), st.sampled_from(everywhere), values)
    raw = st.builds(lambda where, value: Input(*where, value, True), st.sampled_from(everywhere), st.sampled_from(RAW))
    return st.one_of(quoted, quoted, quoted, raw)


def run(count: int, start: int, *, stop: bool = False) -> dict[str, int]:
    """`count` inputs from the seed `start`, and what became of them; `stop` raises at the first that went wrong."""
    counts = Counter(tried=0, refused=0, accepted=0, unsafe=0, crashed=0)
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder))

        @seed(start)
        @settings(
            max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
        )
        @given(inputs())
        def one(item: Input) -> None:
            counts["tried"] += 1
            try:
                counts[target.outcome(item)] += 1
            except Exception as error:
                if stop:
                    raise
                counts["unsafe" if isinstance(error, Unsafe) else "crashed"] += 1
                print(f"{type(error).__name__}: {str(error)[:400]}\n    {str(item)[:300]}", file=sys.stderr)

        one()
    return dict(counts)
