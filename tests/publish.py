"""Starts the servers of docs/contribute/publish.md on the built site and compares what they answer: `python -m tests.publish`.

Needs nginx and Caddy from the system's packages, and site/ from `make build`. The samples are taken from the page as they
stand there; only the port, the folder and the place of logs are put in.
"""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from macros.publish.compressed import compress
from macros.publish.policy import HEADERS

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "contribute" / "publish.md"
HASHED = re.compile(r"\.[0-9a-f]{8,}\.")
YEAR, MINUTES = "public, max-age=31536000, immutable", "public, max-age=300"
PATIENCE = 20  # seconds for a server to begin


@dataclass(frozen=True)
class Asked:
    """An address, and what must come back: status, a part of the type, how long it stays fresh."""

    address: str
    type: str
    fresh: str | None = MINUTES
    status: int = 200


def addresses(site: Path) -> list[Asked]:
    """One of each sort of file the site has."""
    script = next((site / "assets" / "javascripts").glob("*.js"))
    style = next((site / "assets" / "stylesheets").glob("*.css"))
    return [
        Asked("/", "text/html"),
        Asked("/models/gpt-oss-20b/", "text/html"),
        Asked("/assets/atlas.css", "text/css"),
        Asked(f"/assets/javascripts/{script.name}", "javascript", YEAR),
        Asked(f"/assets/stylesheets/{style.name}", "text/css", YEAR),
        Asked("/assets/atlas.svg", "image/svg+xml"),
        Asked("/api/v1/models.json", "application/json"),
        Asked("/changes.atom", "atom+xml"),
        Asked("/calendar.ics", "text/calendar"),
        Asked("/no/such/page", "text/html", None, 404),
    ]


def sample(name: str) -> str:
    """The first block of code below a heading of the page."""
    found = re.search(rf"^## {name}\n.*?^```\w+\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found, f"{PAGE.name} has no sample below '{name}'"
    return found[1]


def put(text: str, old: str, new: str) -> str:
    assert old in text, f"the sample no longer says {old!r}"
    return text.replace(old, new)


@contextmanager
def nginx(site: Path, port: int, folder: Path) -> Iterator[None]:
    server = put(put(sample("nginx"), "listen 80;", f"listen 127.0.0.1:{port};"), "/srv/atlas/site", str(site))
    config = folder / "nginx.conf"
    temporary = "".join(f"{name}_temp_path {folder}/{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    config.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{server}}}\n",
        "utf-8",
    )
    with running([program("nginx"), "-e", f"{folder}/error.log", "-c", str(config)], port):
        yield


@contextmanager
def caddy(site: Path, port: int, folder: Path) -> Iterator[None]:
    text = put(put(sample("Caddy"), "atlas.example.org", f"http://127.0.0.1:{port}"), "/srv/atlas/site", str(site))
    config = folder / "Caddyfile"
    config.write_text("{\n    admin off\n    auto_https off\n}\n" + text, "utf-8")
    with running([program("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"], port):
        yield


def program(name: str) -> str:
    for folder in (None, "/usr/sbin:/usr/local/sbin"):
        if found := shutil.which(name, path=folder):
            return found
    raise SystemExit(f"{name} is not installed. On Debian: apt-get install {name}")


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A server for the while; it ends with its own process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            process.terminate()
            raise SystemExit(f"{command[0]} does not start:\n{process.communicate()[1].decode()}")
        yield
    finally:
        process.terminate()
        process.wait()


def ask(port: int, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def expected(address: str) -> Iterator[tuple[str, str]]:
    """The headers that the file _headers names for an address."""
    fits = False
    for line in HEADERS.splitlines():
        if line.startswith("  "):
            if fits:
                name, _, value = line.strip().partition(": ")
                yield name.lower(), value
        else:
            fits = address.startswith(line.rstrip("*"))


def faults(site: Path, port: int) -> Iterator[str]:
    """What a server answers otherwise than the page promises."""
    for asked in addresses(site):
        status, headers, body = ask(port, asked.address, Accept_Encoding="gzip")
        if status != asked.status:
            yield f"{asked.address}: {status}, not {asked.status}"
        if asked.type not in headers.get("content-type", ""):
            yield f"{asked.address}: is {headers.get('content-type')}, not {asked.type}"
        if headers.get("cache-control") != asked.fresh:
            yield f"{asked.address}: stays fresh {headers.get('cache-control')!r}, not {asked.fresh!r}"
        for name, value in expected(asked.address):
            if headers.get(name) != value:
                yield f"{asked.address}: {name} is {headers.get(name)!r}, not {value!r}"
        if not asked.address.startswith("/api/") and "access-control-allow-origin" in headers:
            yield f"{asked.address}: may be read by every site"
        if asked.status == 200:
            yield from _content(site, port, asked, headers, body)


def _content(site: Path, port: int, asked: Asked, headers: dict[str, str], body: bytes) -> Iterator[str]:
    """Whether a file comes compressed and whole, and is not sent twice."""
    file = site / asked.address.strip("/")
    content = (file / "index.html" if file.is_dir() else file).read_bytes()
    if len(content) > 1000:
        if headers.get("content-encoding") != "gzip":
            yield f"{asked.address}: is not compressed"
        elif gzip.decompress(body) != content:
            yield f"{asked.address}: is not the file of the site"
        if "accept-encoding" not in headers.get("vary", "").lower():
            yield f"{asked.address}: does not say that it varies with the encoding"
    plain, told, whole = ask(port, asked.address)
    if (plain, whole) != (200, content):
        yield f"{asked.address}: without compression it is not the file of the site"
    again, _, nothing = ask(port, asked.address, If_None_Match=told.get("etag", ""))
    if (again, nothing) != (304, b""):
        yield f"{asked.address}: is sent again ({again}) though it has not changed"
    if asked.fresh == YEAR and not HASHED.search(asked.address):
        yield f"{asked.address}: stays fresh a year, and its name does not change with its content"


def main() -> int:
    site = PROJECT / "site"
    if not (site / "index.html").is_file():
        raise SystemExit("there is no site/; run make build first")
    found = 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copytree(site, Path(scratch) / "site"))
        Path(scratch).chmod(0o755)
        before, after = compress(copy)
        print(f"{before / 1e6:.1f} MB of text, {after / 1e6:.1f} MB compressed")
        for name, server in (("nginx", nginx), ("Caddy", caddy)):
            folder = Path(scratch) / name
            folder.mkdir()
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            with server(copy, port, folder):
                wrong = list(faults(copy, port))
            found += len(wrong)
            print(
                "\n".join([f"{name}: {len(wrong)} faults at {len(addresses(copy))} addresses", *(f"  {fault}" for fault in wrong)])
            )
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
