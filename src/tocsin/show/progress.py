"""How far a reading is: a line that moves, only where a person watches and it lasts."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from tocsin.pipeline import Counts
from tocsin.show.terminal import one_line

PATIENCE_SECONDS = 2.0


class Progress:
    """Give it to `read_into`: `progress.counts` and `progress.failure`. Everything it says goes to standard error."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def counts(self, counts: Counts) -> None:
        """Called after every batch."""
        lasted = time.monotonic() - self._began
        if not self._watched or lasted < PATIENCE_SECONDS:
            return
        if self._bar is None:
            self._bar = _bar()
            self._task = self._bar.add_task("reading", total=None)
            self._bar.start()
        rate = counts.words / lasted
        said = f"{counts.read:,} documents read, {counts.records:,} records, {rate:,.0f} words/s"
        self._bar.update(self._task, description=said + (f", {counts.failed} failed" if counts.failed else ""))

    def failure(self, failure: Exception) -> None:
        """Called for everything that cannot be read: one line."""
        line = f"tocsin: {one_line(str(failure))}"
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    return Bar(*columns, console=Console(stderr=True), transient=True)
