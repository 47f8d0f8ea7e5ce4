"""What a build, a page, an edit and a check cost, and how they grow: side by side in one run, printed, never asserted.

`make bench`, or `python -m tests.bench`; BASE=COMMIT is another commit to stand beside, PEERS=1 adds other generators, and
`python -m tests.bench --sizes` looks at bytes alone. Seconds differ from machine to machine; ratios hold.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.peers import content, peers
from tests.sizes import sizes
from tests.then import moved

PROJECT = Path(__file__).parent.parent
BEFORE = os.environ.get("BASE", "fbd9b02")  # the last commit whose builds remembered nothing, with the data of its day
ORDINARY = 60  # ordinary pages, beside which a generated page is weighed
SIZES = (1_000, 10_000)
LIMIT = 60  # seconds we wait for an edit
KEEP = '''"""Keeps the site as it is before the generated pages are written, with the shells they are put in."""
import shutil
from pathlib import Path


def on_post_build(config):
    shutil.copytree(config.site_dir, Path(config.config_file_path).parent / "shells")
'''
PLAIN = """\
site_name: Plain
site_url: https://example.org/
theme: {name: material, font: false}
markdown_extensions: [attr_list, md_in_html, tables, toc]
not_in_nav: "/*"
"""
SILENT = {  # what makes the check of a copy say nothing: every rule runs, and nothing comes of it
    "facts/catalog.py": "\n_Loading._report = lambda *given: list(given[-1])\n",
    "publish/build.py": "\nproblems = lambda *given: []\n",
}


def main() -> None:
    """Measure and print, one table after the other."""
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        work = Path(folder)
        ours = copied(work / "ours")
        with beside(ours, work) as projects:
            if "--sizes" not in sys.argv:
                builds(projects)
            table("Bytes, as they are and as gzip sends them", *sizes(projects, work, PLAIN))
        if "--sizes" in sys.argv:
            return
        pages(ours, work)
        edits(ours)
        growth(ours, work)
        if os.environ.get("PEERS"):
            beside_peers(ours, work)


@contextmanager
def beside(ours: Path, work: Path) -> Iterator[dict[str, Path]]:
    """This project; before it, where git has it, an earlier commit, and this project with the data of that commit."""
    before = work / "before"
    added = subprocess.run(["git", "worktree", "add", "--detach", str(before), BEFORE], cwd=PROJECT, capture_output=True)
    try:
        if added.returncode:
            yield {"this one": ours}
        else:
            then = silent(work / "then", ours)
            shutil.copytree(PROJECT / "data", then / "data")
            print(f"The check of today leaves {moved(before, then, PROJECT):.1%} of the bytes of the data of {BEFORE}.")
            yield {BEFORE: before, "this one, data of then": then, "this one": ours}
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(before)], cwd=PROJECT, capture_output=True, check=False)


def builds(projects: dict[str, Path]) -> None:
    """Whole builds, side by side."""
    rows: list[tuple[str, ...]] = []
    for kind in ("cold", "warm"):
        base = first = 0.0
        for name, project in projects.items():
            if kind == "cold":
                for made in (".cache", "site"):
                    shutil.rmtree(project / made, ignore_errors=True)
            taken, spent, memory = measured([sys.executable, "-m", "mkdocs", "build"], project)
            base, first = base or taken, first or spent
            files = [path for path in (project / "site").rglob("*") if path.is_file()]
            count, size = sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files) / 10**6
            rows.append((f"{kind}, {name}", f"{taken:.1f} s", f"{taken / base:.2f}", f"{spent:.1f} s", f"{spent / first:.2f}",
                         f"{memory:.0f} MiB", f"{count:,}", f"{taken / count * 1000:.1f} ms", f"{size:.0f} MB"))  # fmt: skip
    head = ("build", "processor", "ratio", "waited", "ratio", "memory", "pages", "a page", "site")
    table("A build: seconds of the processor, and seconds one waits for it", head, rows)


def pages(ours: Path, work: Path) -> None:
    """A generated page beside the same page as Markdown in plain Material."""
    floor, full = (
        measured([sys.executable, "-m", "mkdocs", "build", "--quiet"], plain(work / f"plain-{count}", ours, count)).processor
        for count in (0, ORDINARY)
    )
    run = drawn(ours, ours / "shells")
    page, ordinary = run["drawn"] / run["pages"], (full - floor) / ORDINARY
    cold, warm = (
        measured([sys.executable, "-m", "macros", "--project", str(ours), "check"], ours, *forgotten)
        for forgotten in ((ours / ".cache",), ())
    )
    rows = [
        ("a page as Markdown in plain Material", f"{ordinary * 1000:.1f} ms", "1"),
        (f"a generated page (of {run['pages']:,.0f})", f"{page * 1000:.2f} ms", f"{page / ordinary:.3f}"),
        ("check, nothing read before", f"{cold.waited:.1f} s", "1"),
        ("check, second time", f"{warm.waited:.1f} s", f"{warm.waited / cold.waited:.2f}"),
    ]
    table("A page, and the check", ("what", "time", "ratio"), rows)


def edits(ours: Path) -> None:
    """From saving a file to seeing the change in a browser, while the site is served."""
    model = next((ours / "data" / "models").glob("*/*.yml"))
    template = ours / "macros" / "pages" / "templates" / "model" / "lead.html"
    cases = (
        ("a page", ours / "docs" / "contribute" / "pages.md", "{0}\n{1}\n", "contribute/pages/"),
        ("a style", ours / "docs" / "assets" / "atlas.css", "{0}/* {1} */\n", "assets/atlas.css"),
        ("a record", model, "{0}summary: {1}.\n", f"models/{model.stem}/"),
        ("a template", template, "{0}<p>{1}</p>\n", f"models/{model.stem}/"),
    )
    run([sys.executable, "-m", "mkdocs", "build", "--quiet"], ours)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    started = time.perf_counter()
    with serving(ours, address):
        rows = [("start, nothing changed", f"{waited(address, '', '</html>', started):.1f} s")]
        for name, path, form, place in cases:
            text, token = re.sub(r"(?m)^summary: .*\n", "", path.read_text("utf-8")), f"seen {name} in the bench"
            started = time.perf_counter()
            path.write_text(form.format(text, token), "utf-8")
            rows.append((name, f"{waited(address, place, token, started):.1f} s"))
    table("An edit, from saving to seeing", ("what", "time"), rows)


@contextmanager
def serving(project: Path, address: str) -> Iterator[None]:
    """`mkdocs serve` for as long as the block runs."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address]
    server = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def waited(address: str, place: str, text: str, since: float) -> float:
    """Seconds until the page says `text`; LIMIT where it never does."""
    while (taken := time.perf_counter() - since) < LIMIT:
        with suppress(OSError), urllib.request.urlopen(f"http://{address}/atlas/{place}", timeout=LIMIT) as answer:
            if text in answer.read().decode("utf-8"):
                return time.perf_counter() - since
        time.sleep(0.05)
    return taken


def growth(ours: Path, work: Path) -> None:
    """What ten times as many models cost."""
    runs = {size: drawn(synthetic(work / f"models-{size}", size), ours / "shells") for size in SIZES}
    first = runs[SIZES[0]]
    rows = [
        (f"{size:,}", *(f"{run[name]:.1f} s ×{run[name] / first[name]:.1f}" for name in ("load", "waited", "publish")),
         f"{run['pages']:,.0f}",
         f"{run['drawn'] / run['pages'] * 1000:.2f} ms", f"{run['peak']:.0f} MiB",
         f"{(run['peak'] - first['peak']) * 1024 / (size - SIZES[0]):.0f} KiB" if run is not first else "")
        for size, run in runs.items()
    ]  # fmt: skip
    head = ("models", "read and check, cold", "waited", "make all files", "pages", "a page", "memory", "a model more")
    table(f"Growth with copies of models (× is against {SIZES[0]:,})", head, rows)


def beside_peers(ours: Path, work: Path) -> None:
    """What a build and a page more cost here and in other generators, for the same pages."""
    folder = PROJECT / ".cache" / "peers"
    others = peers(folder)
    for peer in others:
        run([*peer.fetch], PROJECT)
    runs: dict[int, dict[str, tuple[Taken, Taken]]] = {}
    for size in SIZES:
        project = lenient(work / f"grown-{size}", ours, size)
        here = timed([sys.executable, "-m", "mkdocs", "build"], project, (".cache", "site"))
        made = content(project / "site")
        runs[len(made)] = {"here": here}
        for peer in others:
            peer.write(work / f"{peer.name}-{size}", made)
            runs[len(made)][peer.name] = timed([*peer.run], work / f"{peer.name}-{size}", peer.kept, PYTHONPATH=str(folder))
    (few, first), *_ = runs.items()
    rows = [
        (f"{count:,}", name,
         f"{cold.waited:.1f} s", f"{cold.waited / taken['here'][0].waited:.2f}", f"{cold.processor:.1f} s",
         f"{warm.waited:.1f} s", f"{warm.waited / taken['here'][1].waited:.2f}", f"{warm.processor:.1f} s",
         f"{cold.memory:.0f} MiB",
         *(f"{(getattr(cold, what) - getattr(first[name][0], what)) / (count - few) * 1000:.2f} ms" if count > few else ""
           for what in ("waited", "processor")))
        for count, taken in runs.items()
        for name, (cold, warm) in taken.items()
    ]  # fmt: skip
    head = ("pages", "made", "cold", "ratio", "processor", "warm", "ratio", "processor", "memory", "a page more", "processor")
    table("The same pages elsewhere: seconds one waits, and of the processor", head, rows)


def timed(command: list[str], project: Path, kept: tuple[str, ...], **environment: str) -> tuple[Taken, Taken]:
    """What a build takes that remembers nothing, and the next one."""
    cold = measured(command, project, *(project / name for name in kept), **environment)
    return cold, measured(command, project, **environment)


def lenient(target: Path, ours: Path, count: int) -> Path:
    """This project with as many models: a copy repeats its model."""
    return synthetic(silent(target, ours), count)


def silent(target: Path, ours: Path) -> Path:
    """This project without data, whose check says nothing."""
    shutil.copytree(ours, target, ignore=shutil.ignore_patterns("data", "site", "shells", ".cache", "__pycache__"))
    for name, lines in SILENT.items():
        path = target / "macros" / name
        path.write_text(path.read_text("utf-8") + lines, "utf-8")
    return target


def copied(target: Path) -> Path:
    """A copy of this project whose builds keep the shells."""
    target.mkdir()
    for name in ("data", "docs", "macros"):
        shutil.copytree(PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "README.md", "pyproject.toml"):
        shutil.copy(PROJECT / name, target)
    (target / "keep.py").write_text(KEEP, "utf-8")
    (target / "bench.yml").write_text("INHERIT: mkdocs.yml\nhooks: [macros/hooks.py, keep.py]\n", "utf-8")
    run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "bench.yml"], target)
    return target


def plain(target: Path, ours: Path, count: int) -> Path:
    """A project of `count` of our generated pages, as Markdown in plain Material."""
    (target / "docs").mkdir(parents=True)
    (target / "mkdocs.yml").write_text(PLAIN, "utf-8")
    (target / "docs" / "index.md").write_text("# Plain\n", "utf-8")
    if count:
        run([sys.executable, "-m", "macros", "--project", str(ours), "pages", str(target / "all")], ours)
        paths = sorted((target / "all").rglob("*.md"))
        for path in paths[:: max(1, len(paths) // count)][:count]:
            place = target / "docs" / path.relative_to(target / "all")
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
        shutil.rmtree(target / "all")
    return target


def synthetic(target: Path, count: int) -> Path:
    """A project of this one's data with as many copies of its models as make `count`."""
    shutil.copytree(PROJECT / "data", target / "data")
    models = sorted((target / "data" / "models").glob("*/*.yml"))
    for n in range(count - len(models)):
        path = models[n % len(models)]
        text = re.sub(r"(?m)^name: .*", f"name: Copy {n}", path.read_text("utf-8"))
        path.with_name(f"copy-{n}.yml").write_text(re.sub(r"(?m)^(aliases|also): \[.*\]\n", "", text), "utf-8")
    return target


def drawn(project: Path, shells: Path) -> dict[str, float]:
    """One reading of the data and one making of all files, in a process of its own that remembers nothing."""
    shutil.rmtree(project / ".cache", ignore_errors=True)
    return dict(
        json.loads(run([sys.executable, "-m", "tests.bench", "--worker", str(project), str(shells)], PROJECT).splitlines()[-1])
    )


def worker(project: Path, shells: Path) -> None:
    """What `drawn` starts: prints the seconds, the number of pages and the peak of memory."""
    import resource

    from macros.facts.catalog import _Loading
    from macros.pages.generated import SHELLS
    from macros.publish.build import knowledge
    from macros.publish.generated import Generated
    from macros.publish.shell import NAME

    setattr(_Loading, "_report", lambda *given: list(given[-1]))  # noqa: B010 - a copy repeats its model: every rule runs, and nothing comes of it
    address, began, started = "https://example.org/", time.perf_counter(), sum(os.times()[:4])  # of copies of the process too
    known = knowledge(project)
    load, waited, read = sum(os.times()[:4]) - started, time.perf_counter() - began, time.process_time()
    html = {folder: ((shells / folder / NAME / "index.html").read_text("utf-8"), f"{address}{folder}/{NAME}/") for folder in SHELLS}
    sitemap = (shells / "sitemap.xml").read_text("utf-8")
    made = Generated(project, known, address, f"{address}repository", False, html, sitemap)
    spent, pages, last = 0.0, 0, time.process_time()
    for path, _ in made:
        now = time.process_time()
        if path.endswith(".html"):
            spent, pages = spent + now - last, pages + 1
        last = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(json.dumps({"load": load, "waited": waited, "publish": last - read, "drawn": spent, "pages": pages, "peak": peak}))


class Taken(NamedTuple):
    """Seconds of the processor, seconds one waits, and MiB at most."""

    processor: float
    waited: float
    memory: float


def measured(command: list[str], folder: Path, *forgotten: Path, **environment: str) -> Taken:
    """What a command takes, once what it may not find is deleted."""
    for path in forgotten:
        shutil.rmtree(path, ignore_errors=True)
    program = (
        "import resource, subprocess, sys, time\n"
        "began = time.perf_counter()\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "waited, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "sys.exit(done.stdout + done.stderr) if done.returncode else None\n"
        "print(used.ru_utime + used.ru_stime, waited, used.ru_maxrss / 1024)\n"
    )
    return Taken(*map(float, run([sys.executable, "-c", program, *command], folder, **environment).split()))


def run(command: list[str], folder: Path, **environment: str) -> str:
    """What a command prints; its errors end the benchmark."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONIOENCODING": "utf-8", **environment}
    done = subprocess.run(
        command, cwd=folder, env=os.environ | quiet, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} in {folder} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print rows in columns."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    print(f"\n{title}\n")
    for row in [head, tuple("-" * width for width in widths), *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
