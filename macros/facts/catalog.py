"""data/ in, a Catalog out: every record valid, every reference resolved, or all problems at once."""

from __future__ import annotations

import gc
import marshal
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from math import ceil
from pathlib import Path
from typing import TypeVar, cast

from macros.facts import cache
from macros.facts.beside import COPIES, Beside
from macros.facts.characters import same
from macros.facts.documents import MAX_BYTES, Document, Place, Tree, dotted
from macros.facts.places import lines
from macros.facts.problems import DataError, Problem, did_you_mean
from macros.facts.records import Finding, references, typed
from macros.facts.rules import CATALOG_RULES, LAST_RULES, Entry, Written, record_rules
from macros.facts.rules.counted import typed_again
from macros.facts.rules.names import names
from macros.facts.schema.dataset import Dataset
from macros.facts.schema.evidence import Record
from macros.facts.schema.fields import ID_PATTERN, plain_id
from macros.facts.schema.kinds import BY_NAME, KINDS, Kind
from macros.facts.schema.license import License
from macros.facts.schema.model import Model
from macros.facts.schema.price import Ended, Host, Price, PriceList
from macros.facts.schema.runs import RunList
from macros.facts.schema.scores import ScoreList
from macros.facts.schema.things import Benchmark, Family, Framework, Hardware, Maker, Quantization, Speed
from macros.facts.schema.words import Claim, Event, Faq, Figure, Term, Vocabulary, Word, Work
from macros.facts.told import TELLING, Filling

NAMED = 4  # letters of a word that can be told from others
FEW = 12  # words of a list that a message can name
MANY = 5  # files that name what is not there: then it is one mistake, not theirs
WORTH = 300  # new files for which another core is asked
R = TypeVar("R", bound=Record)
Say = Callable[..., str]  # see `Catalog.say`
Stamp = tuple[tuple[str, int, int], ...]

_loaded: dict[tuple[str, str], tuple[Stamp, Catalog, Mapping[str, Entry]]] = {}  # the last, with its records by their files


@dataclass(frozen=True)
class Catalog:
    """Every record by kind and id, and the file each one came from (path from the project folder)."""

    entries: Mapping[str, Mapping[str, Entry]]
    today: date  # what has passed and what is announced depends on it
    digest: str = ""  # of every file it was made from
    project: Path = Path()  # the folder whose data/ it is

    def all(self, type_: type[R]) -> dict[str, R]:
        """Id → record for the kind whose class is `type_`, in the order of ids."""
        name = next(kind.name for kind in KINDS if kind.type is type_)
        if name not in self._records:  # a page asks for some of them again and again
            self._records[name] = {id: entry.record for id, entry in self.entries[name].items()}
        return cast(dict[str, R], self._records[name])

    @cached_property
    def _records(self) -> dict[str, dict[str, Record]]:
        return {}

    def ordered(self, kind: str) -> tuple[Record, ...]:
        """The records of a kind as lists show them: models newest first, all others by id."""
        return tuple(self.models.values()) if kind == "model" else tuple(entry.record for entry in self.entries[kind].values())

    def path(self, kind: str, id: str) -> str:
        """The file of a record, from the project folder, with forward slashes."""
        return self.entries[kind][id].path

    def lines(self, kind: str, id: str) -> dict[str, int]:
        """The fields of a record and the line of its file on which each stands."""
        path = self.path(kind, id)
        if path not in self._lines:  # a page asks for those of its own record again and again
            self._lines.clear()
            self._lines[path] = lines((self.project / path).read_text("utf-8-sig"))
        return self._lines[path]

    @cached_property
    def _lines(self) -> dict[str, dict[str, int]]:
        return {}

    @cached_property
    def models(self) -> dict[str, Model]:
        """Newest first."""
        return dict(sorted(self.all(Model).items(), key=lambda item: (item[1].released, item[0]), reverse=True))

    @cached_property
    def families(self) -> dict[str, Family]:
        return self.all(Family)

    @cached_property
    def licenses(self) -> dict[str, License]:
        return self.all(License)

    @cached_property
    def makers(self) -> dict[str, Maker]:
        return self.all(Maker)

    @cached_property
    def benchmarks(self) -> dict[str, Benchmark]:
        return self.all(Benchmark)

    @cached_property
    def frameworks(self) -> dict[str, Framework]:
        return self.all(Framework)

    @cached_property
    def programs(self) -> dict[str, Framework]:
        """Those that run language models and are known to use memory in a way of their own."""
        return {id: framework for id, framework in self.frameworks.items() if framework.memory}

    @cached_property
    def hardware(self) -> dict[str, Hardware]:
        return self.all(Hardware)

    @cached_property
    def quantizations(self) -> dict[str, Quantization]:
        """Most bits first."""
        return dict(sorted(self.all(Quantization).items(), key=lambda item: -item[1].bits))

    @cached_property
    def speeds(self) -> dict[str, Speed]:
        return self.all(Speed)

    @cached_property
    def works(self) -> dict[str, Work]:
        return self.all(Work)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return self.all(Claim)

    @cached_property
    def faq(self) -> dict[str, Faq]:
        return self.all(Faq)

    @cached_property
    def terms(self) -> dict[str, Term]:
        return self.all(Term)

    @cached_property
    def events(self) -> dict[str, Event]:
        """Oldest first."""
        return dict(sorted(self.all(Event).items(), key=lambda item: (item[1].date, item[0])))

    @cached_property
    def past_events(self) -> dict[str, Event]:
        """What has happened, oldest first."""
        now = self.today.isoformat()
        return {id: event for id, event in self.events.items() if event.date <= now[: len(event.date)]}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        return self.all(Figure)

    @cached_property
    def vocabularies(self) -> dict[str, dict[str, Word]]:
        """Vocabulary → word id → word, in the order of the file."""
        return {id: {word.id: word for word in vocabulary.words} for id, vocabulary in self.all(Vocabulary).items()}

    @cached_property
    def hosts(self) -> dict[str, Host]:
        return self.all(Host)

    @cached_property
    def ends(self) -> dict[tuple[str, str], Ended]:
        """(host, model) → the end of that offer by the host's own word, past or announced."""
        return {(id, model): end for id, host in self.hosts.items() for end in host.ended for model in end.models}

    @cached_property
    def prices(self) -> dict[str, tuple[Price, ...]]:
        """Model id → every price ever read of it, by host, the newest first. What holds on a day: answers/prices.

        None outlives the day on which its host says that it switches the model off, whatever a list states.
        """
        found: dict[str, list[Price]] = {}
        for prices in self.all(PriceList).values():
            for price in prices.prices:
                end = self.ends.get((price.host, price.model))
                if end and end.last < (price.ends or "9"):
                    price = price.model_copy(update={"ends": end.last})
                found.setdefault(price.model, []).append(price)
        newest = {id: sorted(rows, key=lambda row: row.as_of, reverse=True) for id, rows in found.items()}
        return {id: tuple(sorted(rows, key=lambda row: row.host)) for id, rows in newest.items()}

    @cached_property
    def scores(self) -> dict[str, ScoreList]:
        return self.all(ScoreList)

    @cached_property
    def runs(self) -> dict[str, RunList]:
        return self.all(RunList)

    @cached_property
    def trained_on(self) -> dict[str, tuple[str, ...]]:
        """Model id → ids of the data sets that name it among the models trained on them."""
        found: dict[str, list[str]] = {}
        for dataset in self.all(Dataset).values():
            for use in dataset.used_by:
                found.setdefault(use.model, []).append(dataset.id)
        return {id: tuple(ids) for id, ids in found.items()}

    @cached_property
    def meanings(self) -> dict[str, str]:
        """What is shown → what it means: words that no other vocabulary has in another sense, and ways to store weights."""
        words: dict[str, set[str]] = {}
        for vocabulary in self.vocabularies.values():
            for word in vocabulary.values():
                words.setdefault(word.label, set()).add(word.description or "")
        for scheme in self.quantizations.values():
            words.setdefault(self.stored(scheme), set()).add(scheme.caveat or "")
        return {label: text for label, (text, *others) in words.items() if text and not others and "{" not in text}

    def stored(self, scheme: Quantization) -> str:
        """A way to store weights by the bits it needs: '8 bits (FP8)'."""
        return self.say("bits", bits=f"{scheme.bits:.3g}", scheme=scheme.name)

    def word(self, vocabulary: str, id: str) -> Word:
        """One word of a vocabulary."""
        return self.vocabularies[vocabulary][id]

    def say(self, reason: str, **values: object) -> str:
        """A sentence of data/vocabulary/reasons.yml with its braces filled in."""
        return self.word("reasons", reason).label.format(**values)

    def range(self, low: str, high: str) -> str:
        """Both ends in words; one where they read the same."""
        return low if low == high else self.say("range", low=low, high=high)

    def long_day(self, day: str) -> str:
        """2024-12-26 → 'December 26, 2024', 2024-12 → 'December 2024', in the words of data/vocabulary/dates.yml."""
        year, *rest = day.split("-")
        if not rest:
            return year
        month = self.word("dates", rest[0]).label
        last = {"day": int(rest[1])} if rest[1:] else {}
        return self.word("dates", "day" if last else "month").label.format(year=year, month=month, **last)

    def models_of(self, **wanted: str) -> tuple[Model, ...]:
        """Models by `maker`, `family` or `license` (any of its licenses), newest first."""
        [(name, id)] = wanted.items()
        return self._models_by[name].get(id, ())

    @cached_property
    def _models_by(self) -> dict[str, dict[str, tuple[Model, ...]]]:
        found: dict[str, dict[str, list[Model]]] = {"maker": {}, "family": {}, "license": {}}
        for model in self.models.values():
            found["maker"].setdefault(model.maker, []).append(model)
            found["family"].setdefault(model.family, []).append(model)
            for id in {id for _, id in model.license or () if id} & self.licenses.keys():
                found["license"].setdefault(id, []).append(model)
        return {name: {id: tuple(models) for id, models in groups.items()} for name, groups in found.items()}


def load(project: Path, *, today: date, kept: Path | None = None) -> Catalog:
    """Load `project/data`. Raises DataError with every problem. `kept` is a folder for what a later run can use."""
    paths = _files(project)
    stamp = tuple((str(path), (now := path.lstat()).st_mtime_ns, now.st_size) for path in paths)
    key = (str(project), today.isoformat())
    last = _loaded.get(key)
    if last and last[0] == stamp:
        return last[1]
    loading = _Loading(project, today, _Trees(kept / "trees" if kept else None), kept / "sound" if kept else None)
    loading.before = last[2] if last else {}
    with _no_garbage():
        loading.add(paths)
        catalog = loading.finish()
    _loaded[key] = (stamp, catalog, loading.by_file)
    return catalog


def load_past(project: Path, *, today: date) -> Catalog:
    """Load another copy, which may be older than the rules: its types and its references must be right, no more."""
    loading = _Loading(project, today, _Trees(None), None, past=True)
    loading.add(_files(project))
    return loading.finish()


def load_readable(project: Path, *, today: date, kept: Path | None = None) -> Catalog:
    """The records that can be read, whatever is wrong with others or with what they say: a record is begun beside these."""
    loading = _Loading(project, today, _Trees(kept / "trees" if kept else None), None, lean=True)
    loading.add(_files(project))
    return Catalog(loading.entries, today, loading.digest, project)


def _files(project: Path) -> list[Path]:
    """Everything below data/, links too, in an order of its own: first what the texts of others take words and numbers from."""
    data = project / "data"
    found = (path for path in data.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(found, key=lambda path: (path.relative_to(data).parts[0] not in ("vocabulary", "figures"), path))


@contextmanager
def _no_garbage() -> Iterator[None]:
    """All that is read is kept: who looks for garbage meanwhile finds none, and takes a tenth of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.freeze()  # and back: all is of the oldest now, and nobody walks through it three times to learn that it stays
            gc.unfreeze()
            gc.enable()


def _no_license(id: str) -> str:
    """What to write where a license has no name."""
    if id.startswith(("http://", "https://")):
        return "is an address; write the id of a record in data/licenses/, the address belongs in a source"
    if id.lower() in ("other", "proprietary", "custom", "commercial", "closed", "see license", "license"):
        return f"{id!r} is no license; write the record of this one (python -m macros new license ID), or its name in 'note:'"
    return ""


def _folder(entry: Entry) -> str:
    return entry.path.split("/")[-2]


def _deeper(kind: Kind, path: Path) -> str:
    """The folder below the kind's, as far as the record says it."""
    tree = Document(path, path.name).tree if kind.nested and path.suffix == ".yml" and path.stat().st_size <= MAX_BYTES else None
    return f"{tree.get('maker', 'MAKER') if isinstance(tree, dict) else 'MAKER'}/" if kind.nested else ""


Placed = tuple[Kind, str, Path, str]  # kind, id, file, and the file as messages show it


@dataclass
class _Trees:
    """Parsed files, as `marshal` writes them, by the digest of their bytes; a file that changed is parsed again."""

    path: Path | None
    old: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = cache.recall(self.path, cache.code("facts/**/*.py")) if self.path else None
        self.old = {key.decode(): text for key, text in rows or ()}

    def get(self, digest: str) -> Tree | None:
        """The tree of a file that was parsed before."""
        if (text := self.new.get(digest) or self.old.get(digest)) is None:
            return None
        self.new[digest] = text
        return cast(Tree, marshal.loads(text))

    def touch(self, digest: str) -> None:
        """A file that was parsed before, and whose tree nobody asks for."""
        if text := self.old.get(digest):
            self.new[digest] = text

    def put(self, digest: str, tree: Tree) -> None:
        """Keep what a file was parsed to."""
        if self.path:
            self.new[digest] = marshal.dumps(tree)

    def save(self) -> None:
        if self.path and self.new.keys() != self.old.keys():
            cache.keep(self.path, cache.code("facts/**/*.py"), self.new.items())


@dataclass
class _Loading:
    project: Path
    today: date
    trees: _Trees
    sound: Path | None
    entries: dict[str, dict[str, Entry]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    taken: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    folders: dict[Path, bool] = field(default_factory=dict)
    named: set[tuple[str, str]] = field(default_factory=set)  # kind and id of what a record can name, and list and id of words
    lost: list[tuple[Entry, Place, str, str]] = field(default_factory=list)  # what is named and not there: its kind and id
    telling: list[Written] = field(default_factory=list)  # whose texts may type a number that a figure holds
    before: Mapping[str, Entry] = field(default_factory=dict)  # records of the last load of this process, by their files
    past: bool = False  # whether only types and references are looked at
    lean: bool = False  # whether nothing is looked at that can be read
    proven: set[str] = field(default_factory=set)  # files in which no rule of one record found anything, and all of them together
    whole: bool = True  # whether every file became a record

    def add(self, paths: Iterable[Path]) -> None:
        """Read the files below data/: first what each is to be, so that a name is known wherever it stands, and first the words."""
        placed = [found for path in paths if (found := self._place(path))]
        self.whole = not self.problems
        self._believe()
        words = [self._read(*found) for found in placed if found[0].type is Vocabulary]
        self.named = {*self.taken, *((f"vocabulary/{id}", word) for id in self.entries["vocabulary"] for word in self._words(id))}
        for written in words:
            self._judge(written)
        for found in self._shared([found for found in placed if found[0].type is not Vocabulary]):
            self._judge(self._read(*found))

    def _shared(self, placed: list[Placed]) -> Iterator[Placed]:
        """These files. Where many are new, each core reads a share: this process the first, copies the others before their turn."""
        new = [found for found in placed if found[0].name not in TELLING and self.digests[found[3]] not in self.trees.old]
        share = max(WORTH, ceil(len(new) / min(os.cpu_count() or 1, COPIES + 1)))
        others = [new[start : start + share] for start in range(share, len(new), share)]
        if self.lean or not self.sound or not others:
            yield from placed
            return
        key = cache.digest(self._key, self.digest)
        ahead = [cache.Memory(self.sound.with_name(f"ahead-{n}"), key, partial(self._ahead, some)) for n, some in enumerate(others)]
        copies = Beside([memory.fill for memory in ahead])
        for found in placed:
            if found is others[0][0]:
                copies.finish()
                for memory in ahead:
                    self._take(memory)
            yield found

    def _ahead(self, placed: list[Placed]) -> Iterator[tuple[str, bytes, str]]:
        """The digest and the tree of each of these files that can be read, and the file itself where nothing is wrong with it."""
        reader = replace(self, problems=[], lost=[])
        for kind, id, path, shown in placed:
            reader.problems.clear()
            reader.lost.clear()
            reader._judge(reader._read(kind, id, path, shown))
            self.entries[kind.name].pop(id, None)  # it is made again in its turn
            if tree := self.trees.new.pop(self.digests[shown], None):
                yield self.digests[shown], tree, "" if reader.problems or reader.lost else self._file(shown)

    def _take(self, ahead: cache.Memory) -> None:
        """What was read ahead, if it was, as if an earlier run had read it."""
        for digest, tree, sound in cache.recall(ahead.path, ahead.key) or ():
            self.trees.new[digest.decode()] = tree
            self.proven.add(sound.decode())
        ahead.path.unlink(missing_ok=True)

    def _place(self, path: Path) -> Placed | None:
        """What a file below data/ is to be, after its name alone; None where it is none or cannot be one."""
        shown = path.relative_to(self.project).as_posix()
        parts = path.relative_to(self.project / "data").parts
        if parts[0] == "schema" or path.name.startswith("."):
            return None
        if path.is_symlink() or not self._inside(path.parent):
            self._problem(shown, "is a link; copy the file, links out of data/ are not followed")
            return None
        kind = next((kind for kind in KINDS if kind.folder == parts[0]), None)
        if kind is None:
            near = did_you_mean(parts[0], [kind.folder for kind in KINDS]) or "; data/schema/fields.md lists the kinds"
            self._problem(shown, "is in a place no kind of record uses" + near)
            return None
        if path.suffix not in (".yml", ".yaml"):
            self._problem(shown, "is not a .yml file, and data/ holds records alone; rename or delete it")
            return None
        if len(parts) != (3 if kind.nested else 2):
            self._problem(shown, f"is in the wrong folder; its place is data/{kind.folder}/{_deeper(kind, path)}{path.name}")
            self.taken.setdefault((kind.name, path.stem), shown)  # whoever names it is right
            return None
        if path.suffix != ".yml":
            self._problem(shown, f"is not a .yml file; rename it to {path.stem}.yml")
            return None
        id = path.stem
        if id in self.entries[kind.name] or (kind.name, id) in self.taken:
            self._problem(shown, f"the id '{id}' is taken by {self.taken[(kind.name, id)]}; choose another file name")
            return None
        self.taken[(kind.name, id)] = shown
        lower = re.sub(r"[ _]+", "-", id.lower())
        if lower != id and re.fullmatch(ID_PATTERN, lower) and (kind.name, lower) not in self.taken:
            self.taken[(kind.name, lower)] = shown  # whoever names it is right
            self._problem(shown, f"rename it to {lower}.yml; a file's name has lower-case letters, digits, dots and hyphens")
            return None
        self.digests[shown] = cache.of_file(path) if path.stat().st_size <= kind.bytes else ""
        return kind, id, path, shown

    def _believe(self) -> None:
        """Ask in which of these files an earlier run found nothing wrong, on this day and by these rules, and whether in all."""
        rows = cache.recall(self.sound, self._key) if self.sound else None
        self.proven = {str(row[0], "utf-8") for row in rows or ()}
        self.lean |= self.whole and self.digest in self.proven

    def _prove(self) -> None:
        """Keep that nothing is wrong."""
        if self.sound and not self.lean:
            cache.keep(self.sound, self._key, [[self.digest], *([self._file(shown)] for shown in self.digests)])

    @property
    def _key(self) -> str:
        return cache.digest(cache.code("facts/**/*.py"), self.today.isoformat())

    @property
    def digest(self) -> str:
        """Of all files as they are now."""
        return cache.digest(sorted(self.digests.items()))

    @property
    def by_file(self) -> dict[str, Entry]:
        """Each record by its file as it is now."""
        return {self._file(entry.path): entry for entries in self.entries.values() for entry in entries.values()}

    def _file(self, shown: str) -> str:
        """A file as it is now."""
        return f"{self.digests[shown]} {shown}"

    def _read(self, kind: Kind, id: str, path: Path, shown: str) -> Written | None:
        """The record of a file that was placed, with the tree that the rules look at: none, where they looked at it before."""
        file = self._file(shown)
        if kind.name not in TELLING and file in self.proven and file in self.before:
            self.trees.touch(self.digests[shown])
            self.entries[kind.name][id] = self.before[file]
            return Written(kind, id, shown, self.before[file].record, {})
        tree = self._tree(path, shown, kind.bytes)
        told, findings = self._told(tree) if tree is not None and kind.name in TELLING else (tree, [])
        record, findings = (None, findings) if told is None or findings else typed(kind, id, told, self.today)
        self._report(shown, findings)
        if record is None or tree is None:
            self.whole = False
            return None
        self.entries[kind.name][id] = Entry(kind, id, shown, record)
        return Written(kind, id, shown, record, tree)

    def _judge(self, written: Written | None) -> None:
        """What is wrong with one record: first what it names and is not there, for other rules depend on it."""
        if written is None or self.lean:
            return
        lost = [(written, *found) for found in references(written.record) if not self._there(written, *found)]
        self.lost += lost
        if self.past:
            return
        telling = written.kind.name in TELLING  # their texts hold what other files say
        for rule in record_rules(written.kind) if not lost and (telling or self._file(written.path) not in self.proven) else ():
            self._report(written.path, rule(written))
        if telling:
            self.telling.append(written)

    def _told(self, tree: Tree) -> tuple[Tree, list[Finding]]:
        """The tree with the numbers it calls, which were read before it."""
        reasons = self.entries["vocabulary"].get("reasons")
        words = cast(Vocabulary, reasons.record).words if reasons else ()
        between = next((word.label for word in words if word.id == "range"), "{low}–{high}")
        filling = Filling({id: cast(Figure, entry.record) for id, entry in self.entries["figure"].items()}, between)
        return filling.fill(tree), filling.findings

    def _inside(self, folder: Path) -> bool:
        """Whether a folder really lies in data/; the disk is asked once a folder."""
        if folder not in self.folders:
            self.folders[folder] = folder.resolve().is_relative_to((self.project / "data").resolve())
        return self.folders[folder]

    def finish(self) -> Catalog:
        """The catalog, after every rule; raises DataError when anything is wrong."""
        self.trees.save()
        self._tell_lost()
        for rule in CATALOG_RULES if self.whole and not (self.lean or self.past) else ():  # they compare: they need every record
            self._report_all(rule(self.entries))
        if self.whole:
            self._report_all(typed_again(self.entries["figure"], self.telling))
        for rule in LAST_RULES if not (self.problems or self.lean or self.past) else ():
            self._report_all(rule(self.entries))
        if self.problems:
            raise DataError(self.problems)
        self._prove()
        return Catalog(self.entries, self.today, self.digest, self.project)

    def _report_all(self, findings: Iterator[tuple[Entry, Place, str]]) -> None:
        for entry, place, text in findings:
            self._report(entry.path, [(place, text)])

    def _tell_lost(self) -> None:
        """What is named and is not there; once where so many name it that the name itself must have gone."""
        told: dict[str, list[tuple[str, Place]]] = {}
        for entry, place, kind, id in self.lost:
            told.setdefault(self._why(entry, place, kind, id), []).append((entry.path, place))
        for text, places in told.items():
            files = {path for path, _ in places}
            if len(files) >= MANY:
                [(path, place), *_] = places
                text += f"; {len(files) - 1} more files name it, so put it back (to give it another name: python -m macros rename)"
                self._report(path, [(place, text)])
            else:
                for path, place in places:
                    self._report(path, [(place, text)])

    def _tree(self, path: Path, shown: str, most: int) -> Tree | None:
        digest = self.digests[shown]
        if digest and (tree := self.trees.get(digest)) is not None:
            return tree
        document = Document(path, shown, most)
        self.problems.extend(document.problems)
        if document.problems or document.tree is None:
            return None
        self.trees.put(digest, document.tree)
        return document.tree

    def _there(self, entry: Entry, place: Place, kind: str, id: str) -> bool:
        """Whether what a record names is there: a word in its list (unless that list cannot be read), a record, its own folder."""
        if (kind, id) in self.named:
            return place != ("maker",) or not entry.kind.nested or id == _folder(entry)
        vocabulary = kind.partition("/")[2]
        return vocabulary not in self.entries["vocabulary"] and ("vocabulary", vocabulary) in self.taken

    def _words(self, vocabulary: str) -> list[str]:
        """The ids of a list."""
        return [word.id for word in cast(Vocabulary, self.entries["vocabulary"][vocabulary].record).words]

    def _why(self, entry: Entry, place: Place, kind: str, id: str) -> str:
        """What to do about a name that is not there."""
        vocabulary = kind.partition("/")[2]
        if vocabulary:
            if ("vocabulary", vocabulary) not in self.taken:
                return f"there is no data/vocabulary/{vocabulary}.yml to look {id!r} up in"
            if place[-1] == "base_models" and ("model", id) in self.taken:
                return f"{id!r} is one word; write '- {{model: {id}, relation: fine-tune}}' below it, or scratch, or undisclosed"
            listed = cast(Vocabulary, self.entries["vocabulary"][vocabulary].record)
            near = did_you_mean(id, self._words(vocabulary), cutoff=0.75) or self._elsewhere(id, listed)
            return f"{id!r} is not a word of data/vocabulary/{vocabulary}.yml{near}"
        folder = _folder(entry)
        if entry.kind.nested and place == ("maker",) and id != folder:
            if ("maker", id) in self.taken:
                return f"is not the folder's maker '{folder}'; move the file or change the field"
            return f"there is no maker '{id}'; the folder says '{folder}'"
        return self._missing(entry, place, kind, id)

    def _elsewhere(self, id: str, vocabulary: Vocabulary) -> str:
        """What to write for a word that is not in its list: the id of a label, a list that has it, or what this one has."""
        if meant := next((word.id for word in vocabulary.words if word.label.casefold() == id.casefold()), None):
            return f"; that is what a reader sees, write '{meant}'"
        said = id.lower()
        inside = [word.id for word in vocabulary.words if re.search(rf"\b{re.escape(word.id)}\b", said)]
        inside = inside or [word.id for word in vocabulary.words if said.startswith(word.id) and len(word.id) >= NAMED]
        if len(inside) == 1:
            return f"; write '{inside[0]}', the word alone"
        if len(vocabulary.words) < FEW:
            return f"; it is one of {', '.join(word.id for word in vocabulary.words)}"
        lists = {other: cast(Vocabulary, entry.record).words for other, entry in self.entries["vocabulary"].items()}
        others = [other for other, words in lists.items() if id in {word.id for word in words}]
        return f"; it is a word of data/vocabulary/{others[0]}.yml" if len(others) == 1 else "; that file lists them"

    def _missing(self, entry: Entry, place: Place, kind: str, id: str) -> str:
        """What to write instead of an id that no record has."""
        if kind == "license" and (own := self._tags.get(id.lower())):
            return f"{id!r} is the tag of the Hub or of SPDX; the id here is '{own}'"
        if kind == "license" and (why := _no_license(id)):
            return why
        if id.startswith(("http://", "https://")):
            there = next((known for known, found in self.entries[kind].items() if getattr(found.record, "url", "") == id), None)
            new = f"the id of a {kind}; its record is begun so: python -m macros new {kind} ID"
            return f"is an address; write {there!r}, which has this address" if there else f"is an address; write {new}"
        if own := self._called(kind).get(same(id)):
            return f"{id!r} is what a reader sees; write its id, '{own}'"
        known = [known for name, known in self.taken if name == kind and (kind, known) != (entry.kind.name, entry.id)]
        base = place[0] == "base_models"
        other = next((name for name, known in self.taken if known == id and name != kind), None)
        ends = [other for other in known if other.endswith(f"-{id.lower()}")]
        near = did_you_mean(id.rpartition("/")[2], ends if len(ends) == 1 else known, cutoff=0.8 if base else 0.3 if ends else 0.65)
        if base:
            return f"there is no {kind} '{id}' here{near or ';'} {'Without' if near else 'without'} a record write 'name:' instead"
        if other and not near:
            return f"there is no {kind} '{id}'; that is a {other}"
        new = f"write its record first: python -m macros new {kind} {plain_id(id) or 'ID'}"
        return f"there is no {kind} '{id}'{near or f' in data/{BY_NAME[kind].folder}/; {new}'}"

    def _called(self, kind: str) -> dict[str, str]:
        """What records of a kind are called → id, where it means one."""
        found: dict[str, set[str]] = {}
        for id, entry in self.entries[kind].items():
            for _, name in names(entry.record):
                found.setdefault(same(name), set()).add(id)
        return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}

    @cached_property
    def _tags(self) -> dict[str, str]:
        """Tag of the Hub or SPDX id, in small letters → our id, where it means one license."""
        found: dict[str, set[str]] = {}
        for id, entry in self.entries["license"].items():
            license = cast(License, entry.record)
            for tag in (license.hub_tag, license.spdx):
                if tag:
                    found.setdefault(tag.lower(), set()).add(id)
        return {tag: next(iter(ids)) for tag, ids in found.items() if len(ids) == 1}

    def _problem(self, shown: str, text: str) -> None:
        self.problems.append(Problem(shown, 1, "", text))

    def _report(self, shown: str, findings: Iterator[Finding] | list[Finding]) -> None:
        for place, text in findings:
            if any(kind.copied and shown.startswith(f"data/{kind.folder}/") for kind in KINDS):
                text += "; a program writes this file, so mend its source too"
            document = self.documents.get(shown)
            if document is None:
                document = self.documents[shown] = Document(self.project / shown, shown)
            self.problems.append(Problem(shown, document.line(place), dotted(place), text))
