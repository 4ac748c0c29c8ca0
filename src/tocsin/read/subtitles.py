"""SubRip and WebVTT → running text: cues joined to sentences and paragraphs, speaker labels kept, repeats of rolling captions dropped."""

from __future__ import annotations

import html
import re

from tocsin.errors import EmptyText

_TIMES = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]*-->[ \t]*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^>]+)>")
_TAGS = re.compile(r"</?(?:[a-z]+(?:[ .][^>]*)?|\d[\d:.]*)>|\{\\[^}]*\}", re.I)
_LABEL = re.compile(r"(?:>>+[ \t]*)?(\[?[A-Z][\w.'’-]*(?:[ \t][A-Z(][\w.'’()-]*){0,4}\]?):[ \t]+")
_TURN = re.compile(r"(?:>>+|[-–—])[ \t]*(?=\S)")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
PAUSE = 4.0  # seconds of silence after a finished sentence that begin a new paragraph
PARAGRAPH = 700  # characters after which the next finished sentence ends the paragraph


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def subtitles(text: str, name: str) -> str:
    """The spoken text of a subtitle file; each change of speaker and each long pause begins a paragraph.

    >>> subtitles("1\\n00:00:01,000 --> 00:00:02,000\\nANNA: We are\\n\\n2\\n00:00:02,000 --> 00:00:03,000\\nleaving.", "a.srt")
    'ANNA: We are leaving.'

    Raises EmptyText where no cue says anything.
    """
    paragraphs: list[str] = []
    words: list[str] = []
    speaker, last_end, size, recent = "", 0.0, 0, [""]
    for start, end, lines in _cues(text):
        for line in lines:
            voice = _VOICE.search(line)
            line = html.unescape(_TAGS.sub("", line)).strip()
            if voice and not line.startswith(f"{voice[1].strip()}:"):
                named, said = voice[1].strip(), line
            elif label := _LABEL.match(line):
                named, said = label[1], line[label.end() :]
            else:
                named, said = "", line
            turn = _TURN.match(said)
            said = said[turn.end() :] if turn else said
            if not said or (said in recent and not named):
                continue
            recent = [*recent[-1:], said]
            finished = not words or bool(_STOP.search(words[-1]))
            changed = bool(named) and named != speaker
            if words and (changed or turn or (finished and (start - last_end >= PAUSE or size >= PARAGRAPH))):
                paragraphs.append(" ".join(words))
                words, size = [], 0
            if changed or (named and not words):
                said = f"{named}: {said}"
            speaker = named or ("" if turn else speaker)
            words.append(said)
            size += len(said) + 1
        last_end = end
    if words:
        paragraphs.append(" ".join(words))
    if not paragraphs:
        raise EmptyText(name, "is a subtitle file without a spoken word")
    return "\n\n".join(re.sub(r"[ \t]+", " ", p) for p in paragraphs)


def _cues(text: str) -> list[tuple[float, float, list[str]]]:
    """(start, end, lines) of each cue, seconds; notes, styles and cue numbers left out."""
    out: list[tuple[float, float, list[str]]] = []
    lines = text.splitlines()
    inside = False
    for i, line in enumerate(lines):
        if m := _TIMES.search(line):
            out.append((_seconds(*m.groups()[:4]), _seconds(*m.groups()[4:]), []))
            inside = True
        elif not line.strip():
            inside = inside and bool(i + 1 < len(lines)) and not _opens(lines, i + 1)
        elif inside and not (i + 1 < len(lines) and "-->" in lines[i + 1] and (line.strip().isdigit() or not lines[i - 1].strip())):
            out[-1][2].append(line)
    return out


def _opens(lines: list[str], at: int) -> bool:
    """A new block (cue, note, style) begins at this line, so the cue before it is over."""
    return "-->" in lines[at] or lines[at].startswith(("NOTE", "STYLE", "REGION")) or (at + 1 < len(lines) and "-->" in lines[at + 1])
