"""Parts of work in, the same parts done by every core out: copies of this process work while it goes on."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

MOST = 255  # parts: a byte says which one is next
COPIES = 3  # more wait for each other's memory


class Beside:
    """Parts that copies of this process do, one after the other; what they give and raise is lost.

    They are worth what they leave on the disk, so whoever waits must be able to do without: where a process cannot be copied
    (Windows), has one core or several threads, none is started, and nothing is done.
    """

    def __init__(self, parts: Sequence[Callable[[], object]]) -> None:
        self._parts = parts[:MOST]
        self._next, give = os.pipe()  # who reads a byte of it has that part to do, and nobody else
        os.write(give, bytes(range(len(self._parts))))
        os.close(give)
        self._over = False
        alone = sys.platform == "win32" or threading.active_count() > 1
        cores = 1 if alone else os.cpu_count() or 1
        self._copies = [self._copy() for _ in range(min(COPIES, cores - 1, len(parts)))]

    def finish(self) -> None:
        """Do what nobody has begun, and wait for the rest."""
        if self._copies:
            self._work()
        self._wait()

    def stop(self) -> None:
        """End them where they stand: nobody wants it any more."""
        for copy in self._copies:
            with suppress(ProcessLookupError):
                os.kill(copy, signal.SIGTERM)
        self._wait()

    def _work(self) -> None:
        while part := os.read(self._next, 1):
            self._parts[part[0]]()

    def _wait(self) -> None:
        while self._copies:
            with suppress(ChildProcessError):  # it has ended, and somebody else was told
                os.waitpid(self._copies.pop(), 0)
        if not self._over:
            self._over = True
            os.close(self._next)

    def _copy(self) -> int:
        copy = os.fork()
        if not copy:
            signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # a file that is half written is taken away again
            with suppress(BaseException):
                self._work()
            os._exit(0)  # this is the copy: nothing of what the first one would do at its end
        return copy
