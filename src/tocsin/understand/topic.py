"""Is a text about public life, war or crisis at all? One on other matters is not read as closely."""

from __future__ import annotations

from typing import Any

from tocsin.understand.page import Page

ON_TOPIC = 0.5  # words of public life in 100 words from which on a text is read whole; sport, film and gadgets stay below
CLOSELY = 1.0  # the same for the encoder, the dearest reader
SHORT = 150  # words below which a text is too short to be judged by its density


def on_topic(page: Page, knowledge: Any, least: float = ON_TOPIC) -> bool:
    """True for short texts and for those with at least `least` words of public life in 100."""
    return page.text.count(" ") < SHORT or knowledge.topics.density(page.text) >= least
