"""Incidents and statements → indicators and red lines. Pure: `on`, the day of the assessment, is an argument."""

from tocsin.assess.indicators import indicators
from tocsin.assess.redlines import redlines

__all__ = ["indicators", "redlines"]
