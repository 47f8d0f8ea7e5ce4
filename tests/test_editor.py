"""What an editor makes of a record: yaml-language-server, the program behind most of them, with nothing set up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROJECT

VERSION = "1.15.0"
pytestmark = pytest.mark.slow
Message = dict[str, Any]


class Server:
    """The language server, spoken to as an editor does."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._next = 0
        self._told: dict[str, list[Message]] = {}
        self.ask("initialize", processId=None, rootUri=PROJECT.as_uri(), capabilities={})
        self._send(method="initialized", params={})

    def open(self, path: Path, text: str) -> list[Message]:
        """What the server finds wrong with a file."""
        uri = path.as_uri()
        self._told.pop(uri, None)
        self._send(
            method="textDocument/didOpen",
            params={"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
        )
        while uri not in self._told:
            self._hear()
        return self._told[uri]

    def ask(self, method: str, **params: Any) -> Any:
        self._next += 1
        self._send(id=self._next, method=method, params=params)
        while True:
            message = self._hear()
            if message.get("id") == self._next and "method" not in message:
                return message.get("result")

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _hear(self) -> Message:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server ended"
        message: Message = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:  # it asks for its settings: none
            wanted = len(message["params"].get("items", [])) if isinstance(message.get("params"), dict) else 0
            self._send(id=message["id"], result=[None] * wanted if message["method"] == "workspace/configuration" else None)
        return message


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    own = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
    if not own:
        folder = tmp_path_factory.mktemp("npm")
        npm = shutil.which("npm")
        assert npm, "npm is needed to install yaml-language-server; or set YAML_LANGUAGE_SERVER"
        subprocess.run([npm, "install", "--silent", "--ignore-scripts", f"yaml-language-server@{VERSION}"], cwd=folder, check=True)
        own = str(folder / "node_modules" / ".bin" / "yaml-language-server")
    made = Server([own, "--stdio"])
    yield made
    made.close()


def test_no_record_is_called_wrong(server: Server) -> None:
    """Every twentieth record, and one of each folder: it reads four files a second."""
    paths = sorted((PROJECT / "data").rglob("*.yml"))
    first = {path.relative_to(PROJECT).parts[1]: path for path in reversed(paths)}
    wrong = []
    for path in sorted({*paths[::20], *first.values()}):
        found = server.open(path, path.read_text("utf-8"))
        wrong += [f"{path.relative_to(PROJECT)}:{item['range']['start']['line'] + 1}: {item['message']}" for item in found]
    assert wrong == []


def test_a_wrong_word_and_an_unknown_field_are_marked_at_their_line(server: Server) -> None:
    path = PROJECT / "data" / "models" / "openai" / "gpt-2.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("type:"))
    lines[at] = "type: sculpture\nstars: 5\n"
    found = server.open(path.with_name("wrong.yml"), "".join(lines))
    assert {item["range"]["start"]["line"] for item in found} == {at, at + 1}


def test_fields_and_words_are_offered_and_explained(server: Server) -> None:
    path = PROJECT / "data" / "models" / "openai" / "begun.yml"
    text = "# yaml-language-server: $schema=../../schema/model.json\nname: Begun\ntype: \nrel"
    server.open(path, text)
    document = {"uri": path.as_uri()}

    def offered(line: int, character: int) -> set[str]:
        answer = server.ask("textDocument/completion", textDocument=document, position={"line": line, "character": character})
        return {item["label"] for item in answer["items"]}

    assert {"language", "code", "vision", "product"} <= offered(2, 6)
    assert "released" in offered(3, 3)
    said = server.ask("textDocument/hover", textDocument=document, position={"line": 2, "character": 1})
    assert "language, code" in json.dumps(said)
