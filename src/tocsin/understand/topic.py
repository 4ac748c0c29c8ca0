"""Is a text about public life, war or crisis at all? One on other matters is not read as closely."""

from __future__ import annotations

from typing import Any

from tocsin.understand.page import Page

ON_TOPIC = 0.5  # words of public life in 100 words from which on a text is read whole; sport, film and gadgets stay below
SHORT = 150  # words below which a text is too short to be judged by its density


def on_topic(page: Page, knowledge: Any) -> bool:
    """True for short texts and for those in which words of public life are not rare."""
    return page.text.count(" ") < SHORT or knowledge.topics.density(page.text) >= ON_TOPIC
