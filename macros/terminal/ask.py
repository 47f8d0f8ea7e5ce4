"""A question on the command line in, the answer of the site as plain text out, with its clauses and sources.

The answers are those of macros/answers/, the words those of macros/pages/: here stands only how they are laid out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence

from macros.answers.fit import COMMON_BITS, READING
from macros.answers.licensing.permission import Permission
from macros.answers.licensing.ruling import WISHES, Use
from macros.facts.schema.license import License
from macros.facts.schema.things import Hardware
from macros.pages import attributes, compare
from macros.pages.cells import shown_gigabytes, small
from macros.pages.duties import sheets
from macros.pages.facts import Facts, references
from macros.pages.prices import price_tables
from macros.pages.running import fitting_table
from macros.pages.view import View
from macros.terminal import asked, data, said
from macros.terminal.text import GAP, grid, shown, table, wrapped

NOT_ADVICE = "Not legal advice."
OPEN_SOURCE = "Open source"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The questions one can ask, each with what it takes."""
    questions = parser.add_subparsers(dest="question", required=True, metavar="QUESTION")

    def question(name: str, help: str, answer: Callable[[View, argparse.Namespace], list[str]]) -> argparse.ArgumentParser:
        made = questions.add_parser(name, help=help, description=help[:1].upper() + help[1:] + ".")
        made.set_defaults(answer=answer, data=getattr(data, name))
        made.add_argument("--json", action="store_true", help="the same as JSON, for programs")
        return made

    may = question("may", "may I use a model or a license so, and by which clause", _may)
    may.add_argument("name", help="a model or a license: its id or its name")
    for wish, question_id in WISHES.items():
        may.add_argument(f"--{wish}", action="append_const", dest="wishes", const=wish, help=question_id.replace("_", " "))
    may.add_argument("--users", type=said.amount, help="monthly active users, with affiliates: 2000000, 2e6 or 2M")
    may.add_argument("--revenue", type=said.amount, help="US dollars a year, with affiliates")
    may.add_argument("--place", default="", help="where you are: eu, uk, … or a country's two letters, like FR")
    may.add_argument("--end-user", action="store_true", help="you only use a product that contains it")
    may.add_argument("--multimodal", choices=("yes", "no"), help="for a license: whether the model reads pictures")
    may.add_argument("--open-source", action="store_true", help="the license must be approved as open source")
    may.add_argument("--no-badge", action="store_true", help="you accept no badge and no set name")
    may.add_argument("--no-policy", action="store_true", help="you accept no list of banned uses")
    question("must", "what a model asks of who uses it", _must).add_argument("names", nargs="+", metavar="model")
    fits = question("fits", "which models run on a device, or whether one does", _fits)
    fits.add_argument("device", help="a device by id or name, or a memory such as 24GB")
    fits.add_argument("names", nargs="*", metavar="model", help="only these models")
    fits.add_argument("--limit", type=int, default=20, help="how many of the newest (default: 20)")
    fits.add_argument("--tokens", type=said.amount, default=READING, help=f"with models: tokens of context (default: {READING:,})")
    fits.add_argument("--bits", type=float, help=f"with models: bits a weight (default: {COMMON_BITS})")
    fits.add_argument("--devices", type=int, default=1, help="with models: how many of the device (default: 1)")
    fits.add_argument("--program", default="", help="with models: the program that runs them, as it comes, such as vllm")
    question("compare", "models side by side, what differs first", _compare).add_argument("names", nargs="+", metavar="model")
    question("price", "what a model costs at each host, and when that was read", _price).add_argument("name", metavar="model")
    question("show", "all facts of a record, each with its source", _show).add_argument("name", help="any record by id or name")


def ask(view: View, options: argparse.Namespace) -> list[str]:
    """The lines of an answer. ValueError where a word of the question means nothing here; its message says what to write."""
    if options.json:
        return [json.dumps(options.data(view, options), ensure_ascii=False, indent=2)]
    answer: Callable[[View, argparse.Namespace], list[str]] = options.answer
    return answer(view, options)


def _may(view: View, options: argparse.Namespace) -> list[str]:
    ruled = asked.ruled(view, options)
    return [
        ruled.record.name,
        *wrapped(_sentence(view, ruled.use), options.width),
        "",
        view.label("outcomes", ruled.found.outcome) + ".",
        *_grounds(view, ruled.found, options.width),
        *_texts(view, [layer.license for layer in ruled.layers], options.width),
        "",
        f"{view.links.record(ruled.kind, ruled.record.id)}",
        NOT_ADVICE,
    ]


def _sentence(view: View, wanted: Use) -> str:
    wishes = [small(meaning) for id, meaning in view.labels("wishes").items() if id in wanted.wishes]
    parts = [
        f"You want to: {', '.join(wishes)}",
        f"{wanted.users:,} users a month" if wanted.users is not None else "",
        f"{wanted.revenue:,} dollars of revenue a year" if wanted.revenue is not None else "",
        f"based in: {view.label('places', wanted.place)}" if wanted.place else "",
        "as an end user of a product" if wanted.end_user else "",
        "under a license approved as open source" if wanted.needs_open_source else "",
        "without a badge" if not wanted.badge_ok else "",
        "without a list of banned uses" if not wanted.policy_ok else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def _grounds(view: View, found: Permission, width: int) -> list[str]:
    """Every reason, the gravest first: what it does, which question it answers, the text's words, the clause, the text."""
    questions = view.catalog.vocabularies["questions"]
    lines: list[str] = []
    for ground in found.grounds:
        reason = ground.reason
        word = questions.get(reason.question)
        name = (word.short or word.label) if word else OPEN_SOURCE
        clause = f"{reason.clause}, " if reason.clause else ""
        lines += ["", f"{GAP}{view.label('outcomes', reason.outcome)}: {name}"]
        lines += wrapped(f"{reason.plain} ({clause}{view.cells.license(ground.license.id).text})", width, GAP * 2)
    for old in found.unmapped:
        lines += [
            "",
            *wrapped(f"It was made from {old.name}, whose terms are not recorded: what they ask comes on top.", width, GAP),
        ]
    if not lines:
        lines = ["", *wrapped("No term of this text stands against it.", width, GAP)]
    return lines


def _texts(view: View, licenses: Sequence[License], width: int) -> list[str]:
    """Where each text stands, and when it was read."""
    if not licenses:
        return ["", f"{GAP}Its terms are not recorded."]
    lines = ["", "Read in"]
    for license in dict.fromkeys(license.id for license in licenses):
        text = view.catalog.licenses[license]
        lines += [f"{GAP}{text.name}, checked {text.checked}", f"{GAP * 2}{text.url}"]
        lines += [f"{GAP * 2}{view.links.record('license', text.id)}"]
    return lines


def _must(view: View, options: argparse.Namespace) -> list[str]:
    models = [asked.model(view, name) for name in options.names]
    lines: list[str] = [", ".join(model.name for model in models)]
    found = sheets(view, models)
    for sheet in found:
        lines += ["", f"{sheet.license.name}: {sheet.category}"]
        for item in sheet.items:
            when = f" When: {item.when}." if item.when else ""
            clause = f" ({item.clause})" if item.clause else ""
            lines += wrapped(f"[ ] {item.name}: {item.plain}{clause}{when}", options.width, GAP, 4)
    lines += [f"The terms of {model.name} are not recorded." for model in models if not view.knowledge.terms[model.id].layers]
    return [*lines, *_texts(view, [sheet.license for sheet in found], options.width), "", NOT_ADVICE]


def _fits(view: View, options: argparse.Namespace) -> list[str]:
    device = asked.device(view, options.device)
    if not device.memory_gb:
        return [device.name, "Its memory is not recorded."]
    if options.names:
        return _verdicts(view, options, device)
    lines = table(fitting_table(view, device, options.limit), options.width)
    return [
        *lines,
        "",
        *([view.links.record("hardware", device.id)] if device.id else []),
        view.links.page("decide/will-it-run.md"),
    ]


def _verdicts(view: View, options: argparse.Namespace, device: Hardware) -> list[str]:
    """Each model on the device: the verdict, and the numbers it comes from."""
    bits = options.bits or COMMON_BITS
    rows = [["Model", "Verdict", "Needs, GB", "Up to, GB"]]
    for model, verdict, found in asked.fitting(view, options, device):
        sums = [shown_gigabytes(value) if value is not None else "unknown" for value in (found.least, found.most)]
        rows.append([model.name, view.label("fits", verdict), *sums])
    bits = options.bits or COMMON_BITS
    where = f"{options.devices} × {device.name}" if options.devices > 1 else device.name
    memory = f"{where}, {max(device.memory_gb):g} GB, at {bits:g} bits a weight with {options.tokens:,} tokens"
    memory += f" in {options.program}" if options.program else ""
    return [memory, "", *grid(rows, [False, False, True, True], options.width), "", view.links.page("decide/will-it-run.md")]


def _compare(view: View, options: argparse.Namespace) -> list[str]:
    models = asked.pair(view, options.names)
    lines: list[str] = []
    for title, sides in compare.groups(view, models):
        rows = [[title, *(model.name for model in models)]]
        rows += [[side.label, *(shown(cell) for cell in side.cells)] for side in sides]
        lines += [*grid(rows, [False] * (len(models) + 1), options.width), ""]
    return [*lines, "Sources of each value:", *(f"{GAP}{view.links.record('model', model.id)}" for model in models)]


def _price(view: View, options: argparse.Namespace) -> list[str]:
    model = asked.model(view, options.name)
    lines: list[str] = []
    for found in filter(None, price_tables(view, model)):
        lines += [*table(found, options.width), ""]
    return [*(lines or [f"{model.name}: no price is known today.", ""]), view.links.record("model", model.id)]


def _show(view: View, options: argparse.Namespace) -> list[str]:
    kind, record = asked.subject(view, options.name)
    lines = [record.name]
    for group in attributes.facts(view, Facts(record), kind):
        lines += ["", group.title]
        for row in group.rows:
            marks = "".join(f" [{number}]" for number in row.notes)
            lines += wrapped(f"{row.label}: {shown(row.cell)}{marks}", options.width, GAP)
    lines += ["", "Sources"]
    for source in references(record, view.labels("source-kinds")):
        lines += wrapped(f"[{source.number}] {source.kind}, read {source.read}: {source.shows}", options.width, GAP, 4)
        lines += [f"{GAP * 3}{source.url}"]
    return [*lines, "", view.links.record(kind, record.id)]
