"""Work in, the same work done in a copy of this process out: two cores read what one would read alone."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial


def beside(work: Callable[[], object]) -> Callable[[], None]:
    """Start `work` in a copy of this process and give what waits for its end; what it gives and raises is lost.

    It is worth what it leaves on the disk, so whoever waits must be able to do without: where a process cannot be copied
    (Windows), has one core or several threads, nothing is started.
    """
    if sys.platform == "win32" or (os.cpu_count() or 1) == 1 or threading.active_count() > 1:
        return lambda: None
    child = os.fork()
    if not child:
        with suppress(BaseException):
            work()
        os._exit(0)  # this is the copy: nothing of what the first one would do at its end
    return partial(_wait, child)


def _wait(child: int) -> None:
    with suppress(ChildProcessError):  # it has ended, and somebody else was told
        os.waitpid(child, 0)
