"""What a build, a page and a check cost, and how they grow: measured side by side in one run, printed, never asserted.

`make bench`, or `python -m tests.bench [ROUNDS]`. Seconds differ from machine to machine; the ratios hold.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

PROJECT = Path(__file__).parent.parent
ORDINARY = 60  # ordinary pages, beside which a generated page is weighed
SIZES = (1_000, 5_000, 10_000)
UNTOUCHED = ("datasets", "events", "fetched", "models", "schema")  # what refers to real models stays behind
KEEP = '''"""Keeps the site as it is before the generated pages are written, with the shells they are put in."""
import shutil
from pathlib import Path


def on_post_build(config):
    shutil.copytree(config.site_dir, Path(config.config_file_path).parent / "site-kept")
'''
PLAIN = """\
site_name: Plain
site_url: https://example.org/
theme: {name: material, font: false}
markdown_extensions: [attr_list, md_in_html, tables, toc]
not_in_nav: "/*"
"""
BEFORE = "fbd9b02"  # the last commit whose builds remembered nothing
MODEL = """\
# yaml-language-server: $schema=../../schema/model.json
name: Model {n}
maker: {maker}
family: {family}
type: language
released: {year}-{month:02}-{day:02}
availability:
  weights: open
  weights_url: https://example.org/{n}
license:
  weights: {license}
parameters:
  total: {total}B
  active: {active}B
context: {{native: {context}}}
modalities: {{input: [text], output: [text]}}
architecture: {{kind: moe, layers: 61, heads: 64, kv_heads: 8, head_dim: 128, attention: gqa, experts: 64, experts_active: 8}}
training:
  tokens: {total}T
paper: https://example.org/{n}/paper
base_models: scratch
components:
  model-parameters-final: {{present: yes, license: {license}, source: card}}
  training-code: {{present: no, source: card}}
  technical-report: {{present: yes, source: paper}}
benchmarks:
  - {{benchmark: {benchmark}, score: {score}, variant: Pass@1, reported_by: maker, source: card}}
  - {{benchmark: {other}, score: {score}, reported_by: maker, source: card}}
sources:
  card:
    url: https://example.org/{n}/card
    kind: maker
    read: 2024-06-01
    shows: 'Card of Model {n}: {total} billion parameters, context of {context} tokens'
  paper:
    url: https://example.org/{n}/paper
    kind: paper
    read: 2024-06-01
    shows: 'Paper on Model {n}: layers, heads and experts'
    for: [architecture, training, paper]
"""


def main() -> None:
    """Build, measure, print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        work = Path(folder)
        ours, kept = shells(work / "ours")
        builds(work, ours, rounds)
        pages_cost(work, ours, kept, rounds)
        growth(work, kept, rounds)


def builds(work: Path, ours: Path, rounds: int) -> None:
    """The table of whole builds beside those of a commit before anything was remembered, where git has it."""
    projects = {"this one": ours}
    before = work / "before"
    if (
        subprocess.run(["git", "worktree", "add", "--detach", str(before), BEFORE], cwd=PROJECT, capture_output=True).returncode
        == 0
    ):
        projects[BEFORE] = before
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    pages: dict[str, int] = {}
    try:
        for _ in range(rounds):
            for name, project in projects.items():
                for made in (".cache", "site"):
                    shutil.rmtree(project / made, ignore_errors=True)
                for temperature in ("cold", "warm"):
                    found.setdefault((name, temperature), []).append(built(project))
                pages[name] = sum(1 for _ in (project / "site").rglob("*.html"))
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(before)], cwd=PROJECT, capture_output=True, check=False)
    rows = []
    for (name, temperature), runs in found.items():
        base = median(run[0] for run in found.get((BEFORE, temperature), runs))
        taken, memory = median(run[0] for run in runs), median(run[1] for run in runs)
        rows.append((f"{temperature}, {name}", f"{taken:.1f} s", f"{taken / base:.2f}", f"{pages[name]:,}", f"{memory:.0f} MiB"))
    table(f"A build, in seconds of the processor (medians of {rounds} runs)", ("build", "time", "ratio", "pages", "memory"), rows)


def built(project: Path) -> tuple[float, float]:
    """Seconds of the processor and MiB of one build."""
    program = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'mkdocs', 'build', '--strict'], capture_output=True, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024) if done.returncode == 0 else sys.exit(done.stderr)\n"
    )
    taken, memory = run([sys.executable, "-c", program], project).split()
    return float(taken), float(memory)


def pages_cost(work: Path, ours: Path, kept: Path, rounds: int) -> None:
    """The table of the real site beside plain Material."""
    empty, full = plain(work / "empty", ours, 0), plain(work / "full", ours, ORDINARY)
    floors, ordinaries, generated, cold, warm = [], [], [], [], []
    for _ in range(rounds):  # interleaved, so that a slow minute of the machine slows them all
        floors.append(seconds([sys.executable, "-m", "mkdocs", "build", "--quiet"], empty))
        ordinaries.append(seconds([sys.executable, "-m", "mkdocs", "build", "--quiet"], full))
        cold.append(check(ours, cold=True))
        warm.append(check(ours, cold=False))
        generated.append(measure(ours, kept))
    ordinary = median(full - empty for full, empty in zip(ordinaries, floors, strict=True)) * 1000 / ORDINARY
    count = generated[0]["pages"]
    page = median(run["publish"] for run in generated) * 1000 / count
    peak = median(run["peak"] for run in generated)
    table(
        f"A page, and the check (medians of {rounds} runs)",
        ("what", "measured", "ratio"),
        [
            ("the same page as Markdown in plain Material", f"{ordinary:.1f} ms", "1"),
            (f"generated page ({count} of them)", f"{page:.2f} ms", f"{page / ordinary:.3f} (goal: 0.1 or less)"),
            ("an empty site in plain Material", f"{median(floors):.1f} s", "1"),
            ("all generated pages", f"{page * count / 1000:.1f} s", f"{page * count / 1000 / median(floors):.2f}"),
            ("check, nothing read before", f"{median(cold):.2f} s", "1"),
            ("check, second time", f"{median(warm):.2f} s", f"{median(warm) / median(cold):.2f}"),
            ("memory at most, reading and writing all pages", f"{peak:.0f} MiB", ""),
        ],
    )


def growth(work: Path, kept: Path, rounds: int) -> None:
    """The table of synthetic models: what ten times as many cost."""
    rows: list[tuple[str, ...]] = []
    first: tuple[float, ...] = ()
    for size in SIZES:
        project = synthetic(work / f"models-{size}", size)
        times = rounds if size < 5_000 else 1
        cold = median(check(project, cold=True) for _ in range(times))
        warm = median(check(project, cold=False) for _ in range(times))
        runs = [measure(project, kept) for _ in range(times)]
        values = (cold, warm, median(run["publish"] for run in runs), median(run["peak"] for run in runs))
        first = first or values
        shown = [f"{value:.2f} s ×{value / base:.1f}" for value, base in zip(values[:3], first, strict=False)]
        pages = runs[0]["pages"]
        row = (f"{size:,} ×{size / SIZES[0]:.1f}", *shown, f"{pages:,}", f"{values[2] * 1000 / pages:.2f} ms")
        rows.append((*row, f"{values[3]:.0f} MiB ×{values[3] / first[3]:.1f}"))
        shutil.rmtree(project)
    head = ("models", "check, cold", "check, warm", "write all pages", "pages", "a page", "memory")
    table(f"Growth with synthetic models (× is against {SIZES[0]})", head, rows)


def shells(target: Path) -> tuple[Path, Path]:
    """A copy of this project, built once: the project, and its site as it was before the generated pages."""
    target.mkdir()
    for name in ("data", "docs", "macros"):
        shutil.copytree(PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", target)
    (target / "keep.py").write_text(KEEP, "utf-8")
    (target / "bench.yml").write_text("INHERIT: mkdocs.yml\nhooks: [macros/hooks.py, keep.py]\n", "utf-8")
    seconds([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(target / "bench.yml")], target)
    return target, target / "site-kept"


def plain(target: Path, ours: Path, count: int) -> Path:
    """A project of `count` of our generated pages, as Markdown in plain Material."""
    (target / "docs").mkdir(parents=True)
    (target / "mkdocs.yml").write_text(PLAIN, "utf-8")
    (target / "docs" / "index.md").write_text("# Plain\n", "utf-8")
    if count:
        run([sys.executable, "-m", "macros", "--project", str(ours), "pages", str(target / "all")], PROJECT)
        paths = sorted((target / "all").rglob("*.md"))
        for path in paths[:: max(1, len(paths) // count)][:count]:
            place = target / "docs" / path.relative_to(target / "all")
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
    return target


def synthetic(target: Path, count: int) -> Path:
    """A project of `count` made-up models beside the real records of other kinds."""
    shutil.copytree(PROJECT / "data", target / "data", ignore=lambda at, names: UNTOUCHED if Path(at) == PROJECT / "data" else ())
    ids = {
        kind: sorted(path.stem for path in (PROJECT / "data" / kind).glob("*.yml")) for kind in ("families", "makers", "benchmarks")
    }
    licenses = ("apache-2.0", "mit", "llama-3.1-community")
    for n in range(count):
        maker = ids["makers"][n % len(ids["makers"])]
        path = target / "data" / "models" / maker / f"model-{n}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        values: dict[str, Any] = {
            "n": n, "maker": maker, "family": ids["families"][n % len(ids["families"])], "license": licenses[n % len(licenses)],
            "year": 2018 + n % 6, "month": 1 + n % 12, "day": 1 + n % 28, "total": 10 + n % 700, "active": 1 + n % 9,
            "context": 4096 * (1 + n % 32), "score": n % 100, "benchmark": ids["benchmarks"][n % len(ids["benchmarks"])],
            "other": ids["benchmarks"][(n + 1) % len(ids["benchmarks"])],
        }  # fmt: skip
        path.write_text(MODEL.format(**values), "utf-8")
    return target


def check(project: Path, *, cold: bool) -> float:
    """Seconds of `python -m macros check`, the start of Python included."""
    if cold:
        shutil.rmtree(project / ".cache", ignore_errors=True)
    return seconds([sys.executable, "-m", "macros", "--project", str(project), "check"], PROJECT)


def measure(project: Path, kept: Path) -> dict[str, Any]:
    """One reading of the data and one writing of all pages, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="atlas-bench-site-") as folder:
        site = shutil.copytree(kept, Path(folder) / "site")
        for remembered in ("data", "pages"):  # they shall be made
            (project / ".cache" / "atlas" / remembered).unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.bench", "--worker", str(project), str(site)]
        return dict(json.loads(run(command, PROJECT).splitlines()[-1]))


def worker(project: Path, site: Path) -> None:
    """What `measure` starts: prints the seconds, the number of pages and the peak of memory."""
    from macros.pages.generated import SHELLS
    from macros.publish.build import SEARCH, Generated, knowledge
    from macros.publish.shell import NAME
    from macros.publish.staging import Staging

    started = time.process_time()
    known = knowledge(project)
    read = time.process_time()
    address = "https://example.org/"
    shells = {folder: ((site / folder / NAME / "index.html").read_text("utf-8"), f"{address}{folder}/{NAME}/") for folder in SHELLS}
    index, sitemap = (site / SEARCH).read_text("utf-8"), (site / "sitemap.xml").read_text("utf-8")
    staging, pages = Staging(site / "written"), 0
    for path, content in Generated(project, known, shells, index, sitemap, address, "https://example.org/repository", False):
        staging.put(path, content)
        pages += path.endswith(".html")
    staging.swap()
    print(json.dumps({"load": read - started, "publish": time.process_time() - read, "pages": pages, "peak": peak_memory()}))


def peak_memory() -> float:
    """The most memory this process held, in MiB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def seconds(command: list[str], folder: Path) -> float:
    """How long a command takes, in seconds of the processor: what else the machine does is not measured."""
    started = _spent()
    run(command, folder)
    return _spent() - started


def _spent() -> float:
    try:
        import resource
    except ImportError:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command: list[str], folder: Path) -> str:
    """What a command prints; its errors end the benchmark."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONIOENCODING": "utf-8"}
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
