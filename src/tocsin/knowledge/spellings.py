"""How names of persons are written: surname alone, other transliterations, particles with and without hyphen."""

from __future__ import annotations

import re

_ENDINGS = re.compile(r"(skyy|skyi|skiy|skii|skij|sky|ski)$")
_SAME_FIRST = [
    {"Sergei", "Sergey", "Sergej"}, {"Dmitry", "Dmitri", "Dmitriy", "Dmitrii"}, {"Yuri", "Yury", "Yuriy", "Iouri"},
    {"Andrei", "Andrey", "Andrej"}, {"Andriy", "Andrii"}, {"Alexei", "Alexey", "Aleksei", "Aleksey"},
    {"Alexander", "Aleksandr", "Alexandr"},
    {"Oleksandr", "Olexander", "Oleksander"}, {"Mykhailo", "Mykhaylo"}, {"Serhiy", "Serhii"},
    {"Yevgeny", "Evgeny", "Yevgeniy", "Evgeniy", "Yevgeni"},
    {"Valery", "Valeriy", "Valeri"}, {"Gennady", "Gennadiy", "Gennadi"}, {"Vitaly", "Vitaliy", "Vitali"}, {"Anatoly", "Anatoliy"},
    {"Nikolai", "Nikolay"}, {"Vasily", "Vasiliy"}, {"Vyacheslav", "Viacheslav"}, {"Oleksiy", "Oleksii"}, {"Viktor", "Victor"},
    {"Mohammed", "Mohammad", "Muhammad", "Mohamed", "Mohamad", "Muhammed"}, {"Ahmed", "Ahmad"}, {"Hussein", "Hussain", "Hossein", "Husayn"},
    {"Hassan", "Hasan"}, {"Abdullah", "Abdallah", "Abdulla"}, {"Mahmoud", "Mahmud"}, {"Ismail", "Esmail", "Ismael"}, {"Khalid", "Khaled"},
    {"Tariq", "Tareq", "Tarek"}, {"Yusuf", "Yousef", "Youssef", "Yousuf"}, {"Ibrahim", "Ebrahim"}, {"Moammar", "Muammar", "Moamer"},
    {"Said", "Saeed"}, {"Faisal", "Faysal"}, {"Omar", "Omer", "Umar"}, {"Mustafa", "Mostafa"}, {"Qasem", "Qassem", "Qasim", "Ghassem"},
    {"Jean-Noel", "Jean-Noël"}, {"Bashar", "Bachar"}, {"Volodymyr", "Volodimir"}, {"Mikhail", "Mihail"}, {"Tatiana", "Tatyana"},
]  # fmt: skip
_PARTICLE = re.compile(r"\b(al|el|ul)[ -]", re.I)


def surnames(surname: str) -> list[str]:
    """Other spellings of a surname, itself first.

    >>> surnames("Zelensky")[:3]
    ['Zelensky', 'Zelenskyy', 'Zelenskyi']
    """
    out = [surname]
    if (m := _ENDINGS.search(surname)) and len(surname) > 6:
        out += [surname[: m.start()] + e for e in ("sky", "skyy", "skyi", "skiy", "skii")]
    if m := _PARTICLE.match(surname):
        bare = surname[m.end() :]
        out += ["al-" + bare, "el-" + bare, bare]
    for one, other in (("ei", "ey"), ("ai", "ay"), ("oi", "oy")):
        for a, b in ((one, other), (other, one)):
            if surname.endswith(a) and len(surname) > 4 and not surname.endswith("sky"):
                out.append(surname[: -len(a)] + b)
    if surname.endswith("ev") and len(surname) > 5:
        out.append(surname[:-2] + "yev")
    if surname.endswith("yev") and len(surname) > 6:
        out.append(surname[:-3] + "ev")
    return list(dict.fromkeys(out))


def person_names(name: str, surname: str, variants: list[str]) -> tuple[list[str], list[str]]:
    """(whole names, names that stand alone): variants of one word are surnames, those of more are whole names."""
    whole = [name, *[v for v in variants if " " in v.strip()]]
    alone = surnames(surname)
    for v in variants:
        if " " not in v.strip():
            alone += surnames(v)
    if name == surname or " " not in name:
        whole = [w for w in whole if " " in w]
    out: list[str] = []
    for w in whole:
        out.append(w)
        first, _, rest = w.partition(" ")
        for same in _SAME_FIRST:
            if first in same:
                out += [f"{f} {rest}" for f in sorted(same) if f != first]
        for s in alone:
            if s != surname and w.endswith(" " + surname):
                out += [f"{w[: -len(surname)]}{s}"]
        parts = w.split()
        if (
            len(parts) == 3
            and parts[-1] == surname
            and not _PARTICLE.search(w)
            and parts[1].lower() not in ("van", "von", "de", "bin", "ibn", "da", "di", "der")
        ):
            out.append(f"{parts[0]} {surname}")
    return list(dict.fromkeys(out)), list(dict.fromkeys(alone))
