"""Finds of a page asked by where they stand, without a look at all of them: a page may hold a hundred thousand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=_Placed)


class Along(Generic[T]):
    """Finds in order of their start, those with the same start in the order given; they may overlap."""

    def __init__(self, found: Iterable[T]) -> None:
        self._found = sorted(found, key=lambda x: x.start)
        self._starts = [x.start for x in self._found]
        self._reach = list(accumulate((x.end for x in self._found), max))

    def __iter__(self) -> Iterator[T]:
        return iter(self._found)

    def over(self, start: int, end: int) -> list[T]:
        """Those that share a character with text[start:end]."""
        return [x for x in self._found[bisect_right(self._reach, start) : bisect_left(self._starts, end)] if x.end > start]

    def starting(self, start: int, end: int) -> list[T]:
        """Those that start in text[start:end]."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def within(self, start: int, end: int) -> list[T]:
        """Those that lie in text[start:end]."""
        return [x for x in self.starting(start, end) if x.end <= end]
