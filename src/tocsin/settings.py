"""One table of settings: name, default, help. The command line and the documentation read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting; the environment variable TOCSIN_<NAME> overrides the default."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("ledger", "crisis.db", "The ledger: a file, made where it is missing."),
    Setting("jobs", "1", "How many processes read documents side by side."),
    Setting("knowledge", "", "A folder of your own YAML, laid out like the program's; it wins over ours."),
    Setting("cache", "", "Where compiled knowledge is kept; default: the user's cache folder."),
)


def setting(name: str, environment: dict[str, str] | None = None) -> str:
    """The value of a setting: from the environment, else its default. Raises KeyError for a name that is not in the table.

    >>> setting("ledger", {"TOCSIN_LEDGER": "a.db"})
    'a.db'
    """
    import os

    given = (os.environ if environment is None else environment).get(f"TOCSIN_{name.upper()}")
    return {s.name: s.default for s in SETTINGS}[name] if given is None else given
