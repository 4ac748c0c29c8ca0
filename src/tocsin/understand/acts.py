"""What somebody does in saying it, where the cue leaves that open: to say that one has done nothing of the kind is to deny it."""

from __future__ import annotations

import re

from tocsin.records import Act
from tocsin.understand.clauses import Clause

_OPEN = frozenset(["say", "tell", "announce", "colon", "issue-statement", "quoted-as-saying"])  # cues that tell nothing of the act
_NOT_DONE = re.compile(
    r"[\"“‘'«]?(?:that )?(?:he|she|it|they|i|we|(?:his|her|its|their|our|my) [\w-]+)(?: \w+ly)? [\"“‘'«]?"
    r"(?:(?:had|has|have|did) (?:not|never)|(?:hadn|hasn|haven|didn)[’']t|never"
    r"|(?:had |has |have )?[\"“‘'«]?[a-z]+(?:ed|en|t|wn) (?:no|none|nothing|nobody)) "
    r"(?!yet|know|want|think|believe|see|seen|understand|expect|need|feel|mind|hear|heard|receiv|decid|been (?:told|informed|able))"
)  # fmt: skip


def act(c: Clause, text: str) -> Act:
    """The act of a clause: that of its cue, but "deny" where a plain cue leads to a deed that the speaker says was not done."""
    if c.cue.id in _OPEN and c.content and _NOT_DONE.match(text[c.content[0][0] : c.content[0][0] + 120].lower()):
        return "deny"
    return c.cue.act
