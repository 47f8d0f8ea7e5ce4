"""Makes sure that what tests need and pip cannot bring is there: `tests/install.py [NAME …]`, everything if none is named.

For each program: the path in a variable of its name ($CHROMIUM …), one of the system, the package manager's; for Chromium at
last Playwright's own. The Nu checker is a file of the npm registry, kept in .cache/.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """Its commands, where else it may stand, and the packages that have it, in the order they are tried."""

    commands: tuple[str, ...]
    packages: tuple[str, ...]
    places: tuple[str, ...] = ()


PROGRAMS = {
    "chromium": Program(
        # the shell is the same browser without windows, at half the processor time
        ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
        ("chromium-headless-shell", "chromium"),
        ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"),
    ),
    "firefox": Program(
        ("firefox", "firefox-esr"),
        ("firefox-esr", "firefox"),
        ("/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"),
    ),
    "java": Program(("java",), ("default-jre-headless",)),
    "npm": Program(("npm",), ("npm",)),
    "faketime": Program(("faketime",), ("faketime",)),
}
NU_VERSION = "26.9.27"
NU_HASH = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
NU = Path(__file__).parent.parent / ".cache" / "nu" / f"{NU_VERSION}.jar"


def find(name: str) -> str | None:
    """The path of a program that is there already, or None."""
    program = PROGRAMS[name]
    given = os.environ.get(name.upper())
    if given:
        return given
    found = next((path for command in program.commands if (path := shutil.which(command))), None)
    found = found or next((place for place in program.places if Path(place).exists()), None)
    return found or (_playwright() if name == "chromium" else None)


def _playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install(name: str) -> bool:
    """Whether it is there, in the end."""
    if name == "nu":
        return NU.exists() or (install("npm") and _fetch_nu())
    if not find(name) and shutil.which("apt-get"):
        prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run([*prefix, "apt-get", "update", "-q"], check=False, **quiet)
        for package in PROGRAMS[name].packages:
            if not find(name):
                command = [*prefix, "apt-get", "install", "-q", "-y", "--no-install-recommends", package]
                subprocess.run(command, check=False, **quiet)
    if name == "chromium" and not find(name):
        subprocess.run([sys.executable, "-m", "playwright", "install", name], check=False)
    return find(name) is not None


def _fetch_nu() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        command = [str(find("npm")), "pack", "--silent", "--pack-destination", folder, f"vnu-jar@{NU_VERSION}"]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            member = archive.extractfile("package/build/dist/vnu.jar")
            content = member.read() if member else b""
    if hashlib.sha256(content).hexdigest() != NU_HASH:
        print(f"The Nu checker is not the one of version {NU_VERSION} that was looked at.", file=sys.stderr)
        return False
    NU.parent.mkdir(parents=True, exist_ok=True)
    NU.write_bytes(content)
    return True


def main(names: list[str]) -> int:
    """Install what is missing; 1 with a sentence for each that cannot be had."""
    missing = [name for name in names or ("chromium", "firefox", "java", "nu", "faketime") if not install(name)]
    for name in missing:
        path = "" if name == "nu" else f", or set {name.upper()} to its path"
        print(f"Tests need {name}, which is not there. Install it{path}, then run make again.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
