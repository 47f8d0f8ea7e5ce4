"""The last good site in, what a server shows out: generated pages drawn when somebody looks at them, a problem above them."""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from macros.publish.build import notice
from macros.publish.generated import Generated


@dataclass
class Preview:
    """One while a server runs; a page is drawn and a site is built in turn."""

    generated: Generated | None = None
    problem: str = ""  # why there is no newer site
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def build(self, builder: Callable[[], None]) -> None:
        """Run a build; one that fails leaves what is shown, with the problem."""
        with self._turn:
            try:
                builder()
            except (Exception, SystemExit) as error:  # MkDocs would leave every browser waiting
                self.problem = self.problem or str(error) or "The build stopped; the terminal says why."
                if not isinstance(error, SystemExit):
                    traceback.print_exc()

    def find(self, name: str) -> bytes | None:
        """The content of a generated file, b"" for a folder that must be asked for with a slash; None for what the engine made."""
        with self._turn:
            if self.generated is None:
                return None
            content = self.generated.find(name)
            return b"" if content is None and self.generated.find(f"{name}/index.html") is not None else content

    def show(self, html: bytes) -> bytes:
        """A page with the problem above it, while there is one."""
        if not self.problem:
            return html
        above = notice(self.problem).encode("utf-8")
        return re.sub(rb"<body[^>]*>", lambda body: body.group() + above, html, count=1)
