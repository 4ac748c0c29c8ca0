"""Text as the name matcher sees it: lower case, without accents, every sign that is no letter or digit a space.

Folding keeps the length: character i of the folded text stands for character i of the text.
"""

from __future__ import annotations

import unicodedata

_BARE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "þ": "t", "ə": "a", "ħ": "h", "ŋ": "n"}


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        out = _folded(chr(code))
        self[code] = out
        return out


def _folded(c: str) -> str:
    if not c.isalnum():
        return " "
    low = c.lower()[:1]
    if low in _BARE:
        return _BARE[low]
    base = unicodedata.normalize("NFKD", low)[:1]
    return base if base.isalnum() else low


_TABLE = _Table()


def fold(text: str) -> str:
    """The folded text, of the same length.

    >>> fold("Quai d’Orsay, Élysée")
    'quai d orsay  elysee'
    """
    return text.translate(_TABLE)
