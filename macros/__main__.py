"""The command line: `python -m macros check | ask | diff | changelog | new | rename | retire | coverage | schema | shrink …`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import zipfile
from datetime import date
from functools import partial
from pathlib import Path

from macros.answers.coverage import coverage, gaps, groups, shares, word
from macros.answers.knowledge import Knowledge
from macros.answers.usual import demanded
from macros.editing import command as editing
from macros.editing.begin import Known
from macros.editing.rename import Refused
from macros.editing.retire import End
from macros.facts.cache import kept
from macros.facts.catalog import Catalog, load_past, load_readable
from macros.facts.problems import DataError, Problem, did_you_mean
from macros.facts.rules.repeated import shrink
from macros.facts.schema.dictionary import Dictionary
from macros.facts.schema.jsonschema import schemas
from macros.facts.schema.kinds import KINDS
from macros.pages.links import Links
from macros.pages.navigation import site_address
from macros.pages.reference import references
from macros.pages.view import View
from macros.pages.writing import documented, signatures
from macros.publish.build import check as check_site
from macros.publish.build import knowledge
from macros.publish.clock import today
from macros.publish.compressed import compress
from macros.publish.downloads import FOLDER, NoSite, write
from macros.publish.extras import Missing
from macros.publish.generated import explained
from macros.publish.paper import browser, papers
from macros.publish.shell import markdown
from macros.refresh.command import ADAPTERS, refresh
from macros.refresh.links import tried
from macros.terminal import ask, changelog, diff
from macros.terminal.copies import NoCopy, copy
from macros.terminal.difference import difference
from macros.terminal.hints import hints
from macros.terminal.text import WIDTH

UNREAD = "Answers are not compared: the other copy cannot be read with the fields of today."
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same bytes from the same files, whenever they were made


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0, or 1 when there are problems."""
    parser = argparse.ArgumentParser(prog="python -m macros", description="Tools for the Open Model Atlas dataset.")
    parser.add_argument("--project", type=Path, default=Path.cwd(), help="the project folder (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True)
    checked = commands.add_parser("check", help="read all of data/ and docs/ and report every problem")
    checked.add_argument("--fix", action="store_true", help="first mend what is mechanical, and show what changed")
    checked.add_argument(
        "--format", choices=("text", "github"), default="text", help="github: marks at the lines of a pull request"
    )
    checked.add_argument("--since", default="", metavar="REVISION", help="hints are given for what changed since (default: main)")
    commands.add_parser("coverage", help="count how many models have each field, and what is missing on those most in demand")
    commands.add_parser("schema", help="write the JSON Schemas for editors into data/schema/")
    commands.add_parser("shrink", help="lower the list of repeated sentences to what still stands")
    kinds = f"one of {', '.join(kind.name for kind in KINDS if not kind.copied)}"
    new = commands.add_parser("new", help="write a commented starting file for a record")
    new.add_argument("kind", help=kinds)
    new.add_argument("id", help="the id, which is the file name; for a model: maker/id")
    new.add_argument("--config", type=Path, metavar="FILE", help="a model's config.json: fills in shape and context")
    new.add_argument("--card", type=Path, metavar="FILE", help="a model's README.md: fills in license, task, languages, base")
    new.add_argument("--repo", default="", metavar="OWNER/NAME", help="where both stand on the Hub, for the sources")
    new.add_argument("--revision", default="", metavar="COMMIT", help="at which commit, so that the sources do not change")
    new.add_argument("--url", default="", help="another address of the source")
    new.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help="a field, like released=2026-05-04; repeat it"
    )
    moved = commands.add_parser("rename", help="give a record another id; all that names it follows, its address redirects")
    moved.add_argument("kind", help=kinds)
    moved.add_argument("old")
    moved.add_argument("new")
    ended = commands.add_parser("retire", help="say that models ended (--on), or merge a record into another (--into)")
    ended.add_argument("kind", help="model, or with --into any kind")
    ended.add_argument("ids", nargs="+", metavar="ID")
    ended.add_argument("--into", metavar="ID", help="the record that takes its place; references and address lead there")
    ended.add_argument("--on", metavar="DAY", help="the day it is or was switched off")
    ended.add_argument("--channel", default="api", help="api, product or weights (default: api)")
    ended.add_argument("--replacement", default="", metavar="ID", help="the model its maker names instead")
    ended.add_argument("--url", help="where its end is told")
    ended.add_argument("--shows", help="what is told there, in a few words that name the model")
    ended.add_argument("--read", help="the day it was read (default: today)")
    staged = commands.add_parser("pages", help="write the generated pages as Markdown, for another engine")
    staged.add_argument("folder", type=Path, help="a copy of docs/ to write into")
    printed = commands.add_parser("pdf", help="print the explainers of an offline build, each beside its page")
    printed.add_argument("folder", type=Path)
    packed = commands.add_parser("zip", help="pack an offline build")
    packed.add_argument("folder", type=Path)
    packed.add_argument("file", type=Path)
    offered = commands.add_parser(
        "downloads", help="put the whole data, the pages as text and pictures of shared links into a built site"
    )
    offered.add_argument("site", type=Path, nargs="?", default=Path("site"), help="the built site (default: site)")
    small = commands.add_parser("compress", help="write a .gz beside each file of a built site that is worth it")
    small.add_argument("folder", type=Path)
    fetched = commands.add_parser("refresh", help="bring the copied lists of data/ up to date, and say what changed")
    fetched.add_argument("adapters", nargs="*", metavar="ADAPTER", help=f"one or more of {', '.join(ADAPTERS)}; all where left out")
    fetched.add_argument("--from", dest="stored", type=Path, help="a stored answer, or a folder of them by adapter: no network")
    fetched.add_argument("--day", type=date.fromisoformat, help="the day a stored answer is of")
    fetched.add_argument("--propose", type=Path, metavar="FILE", help="where to write what records lack, as a patch to read")
    fetched.add_argument("--links", action="store_true", help="try the address of every source instead, and list the dead ones")
    compared = commands.add_parser("diff", help="say what changes in meaning since another copy: fields, answers that flip, pages")
    compared.add_argument("base", help="a git revision, like main, or a folder that holds data/")
    compared.add_argument("--markdown", action="store_true", help="as a comment on a pull request")
    compared.add_argument("--preview", default="", help="with --markdown: the address at which the built pages can be looked at")
    logged = commands.add_parser("changelog", help="write what changed in each week into data/changes/, from the history")
    logged.add_argument("--again", action="store_true", help="write all weeks again, not only the last and the new ones")
    ask.arguments(commands.add_parser("ask", help="answer a question as the site does, with clauses and sources"))
    options = parser.parse_args(arguments)
    try:
        match options.command:
            case "check":
                return check(options.project, fix=options.fix, marks=options.format == "github", since=options.since)
            case "ask":
                return answer(options.project, options)
            case "diff":
                return print_difference(options.project, options.base, options.preview, as_markdown=options.markdown)
            case "changelog":
                return write_changelog(options.project, again=options.again)
            case "compress":
                before, after = compress(options.folder)
                print(f"{before / 1e6:.1f} MB, compressed {after / 1e6:.1f} MB")
                return 0
            case "coverage":
                return print_coverage(options.project)
            case "schema":
                return write_schemas(options.project)
            case "shrink":
                print(f"{shrink(options.project / 'data')} lines of data/repetitions/components.yml changed.")
                return 0
            case "new":
                return new_record(options)
            case "rename":
                return rename_record(options)
            case "retire":
                return retire_records(options)
            case "refresh":
                return bring(options)
            case "downloads":
                return offer(options.project, options.site)
            case "pages":
                return write_pages(options.project, options.folder)
            case "pdf":
                return print_papers(options.project, options.folder)
            case _:
                return pack(options.folder, options.file)
    except DataError as error:
        print(DataError(error.problems, site_address(options.project)), file=sys.stderr)
        return 1
    except Refused as error:
        print(error, file=sys.stderr)
        return 1


def check(project: Path, *, fix: bool = False, marks: bool = False, since: str = "") -> int:
    """Say that the data is sound, with counts; DataError otherwise. `fix` mends first, `marks` adds lines that GitHub reads.

    What changed `since` a revision gets hints, which stop nothing.
    """
    if not (project / "data").is_dir():
        print(f"{project} has no folder 'data'; run this in the project folder, or name it with --project", file=sys.stderr)
        return 1
    if fix:
        editing.fix(project, signatures())
    try:
        known = check_site(project, project / "docs")
    except DataError as error:
        if marks:
            print("\n".join(problem.annotation for problem in error.problems))
        raise
    if fix:
        write_schemas(project)
    if behind := [f"data/schema/{name}" for name, text in derived(known.catalog).items() if stale(project, name, text)]:
        text = f"{len(behind)} {'file is' if len(behind) == 1 else 'files are'} behind the fields, words and macros; "
        late = Problem(behind[0], 1, "", text + "run: .venv/bin/python -m macros schema")
        if marks:
            print(late.annotation)
        raise DataError([late])
    counts = ", ".join(f"{len(entries)} {name}" for name, entries in known.catalog.entries.items() if entries)
    print(f"The data is sound: {counts}.")
    if found := hints(project, known.catalog, since):
        print("\n".join(["Hints, which stop nothing:", *map(str, found)]))
        if marks:
            print("\n".join(hint.marked("notice") for hint in found))
    return 0


def answer(project: Path, options: argparse.Namespace) -> int:
    """Print the answer to a question; 1 where a word of it means nothing here."""
    view = View(knowledge(project), Links(site_address(project)))
    options.width = terminal()
    try:
        print("\n".join(ask.ask(view, options)))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def print_difference(project: Path, base: str, preview: str, *, as_markdown: bool) -> int:
    """Print what changes in meaning since `base`; 1 where there is no such copy."""
    known = knowledge(project)
    try:
        with copy(project, base) as folder:
            try:
                other, unread = Knowledge(load_past(folder, today=known.catalog.today)), ""
            except DataError as error:
                other, unread = None, f"{UNREAD} {error.problems[0]}"
            found = difference(known, other, project, folder, unread)
    except NoCopy as error:
        print(error, file=sys.stderr)
        return 1
    words = diff.labels(known.catalog.all(Dictionary))
    print(diff.markdown(found, words, preview) if as_markdown else "\n".join(diff.plain(found, words, terminal())))
    return 0


def write_changelog(project: Path, *, again: bool) -> int:
    """Write data/changes/ and say which files changed; 1 where there is no history."""
    try:
        written = changelog.write(project, knowledge(project).catalog, again=again)
    except NoCopy as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(f"Wrote {path.relative_to(project).as_posix()}" for path in written) or "Nothing new.")
    return 0


def terminal() -> int:
    """How many letters stand in a line of this terminal."""
    return shutil.get_terminal_size((WIDTH, 24)).columns


def print_coverage(project: Path) -> int:
    """Print, field by field, how many models of each group have it (and on how many more it was looked for in vain).

    Then the same of data sets and hosts, and what is missing on the models most in demand."""
    known = knowledge(project)
    counted = groups(known)
    print(f"{'':44}" + "".join(f"{word(known, id):>18}" for id in counted))
    print(f"{'Models':44}" + "".join(f"{len(models):>18}" for models in counted.values()))
    for line in coverage(known):
        cells = (f"{n} (+{sought})" if sought else f"{n}" for n, sought in zip(line.counts, line.sought, strict=True))
        print(f"{line.label:44}" + "".join(f"{cell:>18}" for cell in cells))
    for kind, found in shares(known).items():
        print(f"\n{known.catalog.all(Dictionary)[kind].name}")
        for share in found:
            cell = f"{share.known} (+{share.sought})" if share.sought else f"{share.known}"
            print(f"{share.label:44}{cell:>18} of {share.total}")
    print()
    for gap in gaps(known, demanded(known.catalog)):
        print(f"{gap.model.name}: {', '.join(gap.missing) or 'nothing'}")
    return 0


def write_schemas(project: Path) -> int:
    """Write data/schema/ from the classes, the vocabularies and the macros: schemas for editors, lists for people."""
    folder = project / "data" / "schema"
    folder.mkdir(exist_ok=True)
    for name, text in derived(knowledge(project).catalog).items():
        (folder / name).write_text(text, "utf-8")
    return 0


def derived(catalog: Catalog) -> dict[str, str]:
    """File of data/schema/ → its text, from the classes, the vocabularies and the macros."""
    return {f"{name}.json": text for name, text in schemas(catalog).items()} | references(catalog, documented())


def stale(project: Path, name: str, text: str) -> bool:
    """Whether a file of data/schema/ says something else; a project without that folder has none that could."""
    folder = project / "data" / "schema"
    return folder.is_dir() and (not (folder / name).is_file() or (folder / name).read_text("utf-8") != text)


def new_record(options: argparse.Namespace) -> int:
    """Write a starting file for a record; nothing is overwritten."""
    fields = dict(item.partition("=")[::2] for item in options.set)
    if sys.stdin.isatty() and options.kind in ("model", "models"):
        fields = editing.ask(fields, ["name", "released", *([] if options.card else ["type"])])
    known = Known(options.config, options.card, options.repo, options.revision, options.url, fields)
    try:
        catalog = knowledge(options.project).catalog
    except DataError:  # the model begun a minute ago wants its family: that it has gaps yet is no reason to refuse
        catalog = load_readable(options.project, today=today(), kept=kept(options.project))
    editing.new(options.project, catalog, options.kind, options.id, known, today())
    return 0


def rename_record(options: argparse.Namespace) -> int:
    """Give a record another id."""
    project = options.project
    catalog = check_site(project, project / "docs").catalog
    again = partial(check_site, project, project / "docs")
    editing.move(project, catalog, signatures(), again, options.kind, options.old, options.new, merge=False)
    return 0


def retire_records(options: argparse.Namespace) -> int:
    """Merge a record into another, or write that models ended."""
    project = options.project
    catalog = check_site(project, project / "docs").catalog
    again = partial(check_site, project, project / "docs")
    if options.into:
        for id in options.ids:
            editing.move(project, knowledge(project).catalog, signatures(), again, options.kind, id, options.into, merge=True)
        return 0
    if options.kind != "model" or not (options.on and options.url and options.shows):
        raise Refused("say when and where it is told: --on DAY --url ADDRESS --shows WORDS; or --into ID, the record in its place")
    end = End(options.channel, options.on, options.url, options.shows, options.read or today().isoformat(), options.replacement)
    editing.retire(project, catalog, again, options.ids, end)
    return 0


def bring(options: argparse.Namespace) -> int:
    """Refresh the copied lists, or try the addresses of the sources; print what was found. 1 where a source could not be read."""
    for name in options.adapters:
        if name not in ADAPTERS:
            print(f"there is no adapter '{name}'{did_you_mean(name, ADAPTERS)}", file=sys.stderr)
            return 1
    catalog = knowledge(options.project).catalog
    if options.links:
        text, patch = tried(options.project, catalog)
        propose(options.propose, patch)
        print(text)
        return 0
    if options.stored and not options.day:
        print("say with --day of which day the stored answer is, like --day 2026-11-05", file=sys.stderr)
        return 1
    found = refresh(options.project, catalog, options.adapters, options.day or today(), options.stored, os.environ)
    print(found.text)
    propose(options.propose, found.patch)
    return 0 if found.whole else 1


def propose(file: Path | None, patch: str) -> None:
    """Write what records could say, for a person to read; nothing where there is nothing to propose."""
    if file and patch:
        file.write_text(patch, "utf-8")
        print(f"Proposals in {file}: read them, take out what is not so, then: git apply -p0 {file}", file=sys.stderr)


def write_pages(project: Path, folder: Path) -> int:
    """Write every generated page as a Markdown file below `folder`."""
    for page in explained(knowledge(project), directories=True, repository=""):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown(page), "utf-8")
    return 0


def print_papers(project: Path, folder: Path) -> int:
    """Print the explainers as PDF; without a browser the copy is whole, only without them."""
    program = browser()
    if program is None:
        print("No Chromium found, so the copy gets no PDFs; install one, or set CHROMIUM to the path of one.", file=sys.stderr)
        return 0
    print(f"{sum(1 for _ in papers(folder, program, site_address(project)))} PDFs in {folder}")
    return 0


def offer(project: Path, site: Path) -> int:
    """Put the downloads into a built site; print how much there is of each form."""
    counted: dict[str, list[int]] = {}
    try:
        for path, size in write(project, knowledge(project), site):
            form = path if "/" not in path or path.startswith(f"{FOLDER}/open") else f"*{Path(path).suffix}"
            counted.setdefault(form, []).append(size)
    except (Missing, NoSite) as error:
        print(error, file=sys.stderr)
        return 1
    for form, sizes in sorted(counted.items()):
        print(f"{form:40}{len(sizes):>6} {sum(sizes) / 1e6:>8.1f} MB")
    return 0


def pack(folder: Path, file: Path) -> int:
    """Pack `folder` under one top folder, with fixed times, so that the same site gives the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    packed = folder.stat().st_ino
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"open-model-atlas/{path.relative_to(folder).as_posix()}", EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    if folder.stat().st_ino != packed:  # another build has put its site there meanwhile
        return pack(folder, file)
    part.replace(file)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough, as in `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
