"""The commands as a person calls them: what they print, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import click
import pytest

from tocsin.errors import ReadError
from tocsin.pipeline import Counts
from tocsin.records import KINDS, Document, Event, Link, Mention, Party, Quantity, Record, Speaker, Statement, identify, span
from tocsin.show import cli, export
from tocsin.show.progress import Progress
from tocsin.show.terminal import around, clean

TEXT = """Mayor of Sumy

The town was quiet for a week. On Sunday a drone hit a depot near Sumy. Three people were hurt, the mayor told Suspilne.
The governor said that the strike came from the north. Nobody else confirmed it.
"""


def fake(document: Document, knowledge: object) -> list[Record]:
    """What a reader would note of the text above; of any other text, nothing."""
    text, d = document.text, document.id
    if "Sumy" not in text:
        return []

    def at(quote: str) -> tuple[int, int]:
        return text.index(quote), text.index(quote) + len(quote)

    place = Mention(identify("m", d, 1), d, span(text, *at("Sumy")), "place", None, "Sumy", "UKR", None)
    speaker = Speaker("mayor", span(text, *at("mayor")), None, "UKR", "GOV")
    told = Statement(
        identify("s", d, 1), d, span(text, *at("Three people were hurt, the mayor told Suspilne")), span(text, *at("told")),
        [span(text, *at("Three people were hurt"))], speaker, [Link("Suspilne", span(text, *at("Suspilne")))], None,
        "say", "indirect", None, None,
    )  # fmt: skip
    hit = Event(
        identify("e", d, 1), d, span(text, *at("a drone hit a depot near Sumy")), span(text, *at("hit")), "ASSAULT", "aerial", ["military"],
        "190", 4, -9.0, [], [Party("=cmd()", None, None, "UKR", None)], "actual", None, [], [], [], told.id, 0.5,
    )  # fmt: skip
    hurt = Quantity(identify("q", d, 1), d, span(text, *at("Three people")), 3.0, None, None, None, "people", None, None, False)
    return [place, told, hit, hurt]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tocsin.understand.understood", lambda document, knowledge: (document, fake(document, knowledge)))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sumy.txt").write_text(TEXT)
    (tmp_path / "in" / "other.txt").write_text("The council met about the \x1b[31mbudget of the\x07 town, as it does every spring.\n")
    return tmp_path


@pytest.fixture
def ledger(here: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert cli.run(["read", "in"]) == 0
    capsys.readouterr()
    return here


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_read_counts_and_passes_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["read", "in"]) == 0
    assert capsys.readouterr() == ("crisis.db: 2 documents read, 4 records\n", "")
    assert cli.run(["read", "in", "--ledger", "crisis.db"]) == 0
    assert capsys.readouterr() == ("crisis.db: 0 documents read, 0 records, 2 known already\n", "")


def test_read_names_what_it_cannot_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "in" / "empty.txt").touch()
    assert cli.run(["read", "in", "gone.txt"]) == 1
    out, err = capsys.readouterr()
    assert out == "crisis.db: 2 documents read, 4 records, 2 failed\n"
    assert [line.split(": ")[:2] for line in err.splitlines()] == [["tocsin", "in/empty.txt"], ["tocsin", "gone.txt"]]


def test_export_jsonl_is_as_records_md_has_it(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "--format", "jsonl"]) == 0
    rows = lines(capsys)
    fields = {one.__name__.lower(): ["record", *one.__struct_fields__] for one in KINDS}
    assert all(list(row) == fields[str(row["record"])] for row in rows)
    assert [row["record"] for row in rows][:6] == ["document", "document", "mention", "statement", "event", "quantity"]
    assert cli.run(["export", "--kind", "event", "-o", "events.jsonl"]) == 0
    assert [json.loads(line)["record"] for line in (ledger / "events.jsonl").read_text().splitlines()] == ["event"]
    assert not list(ledger.glob(".*part"))


def test_kind_names_are_the_records(ledger: Path) -> None:
    assert tuple(one.__name__.lower() for one in KINDS) == cli.KIND_NAMES


def test_export_csv(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["record"] if "record" in row else row["type"], row["span_quote"]) == ("ASSAULT", "a drone hit a depot near Sumy")
    assert row["document_uri"] == "in/sumy.txt"
    assert row["recipient"] == "'=cmd()", "no cell may be a formula"
    assert row["score"] == "-9.0", "a number stays a number"
    assert cli.run(["export", "--format", "csv", "--output", "tables.zip"]) == 0
    names = set(zipfile.ZipFile(ledger / "tables.zip").namelist())
    assert {"document.csv", "mention.csv", "statement.csv", "event.csv", "quantity.csv", "story.csv"} <= names
    assert cli.run(["export", "--format", "csv", "--output", "tables"]) == 0
    assert {p.name for p in (ledger / "tables").iterdir()} == names
    assert cli.run(["export", "--format", "csv", "--kind", "event", "--kind", "time"]) == 2


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", " =x", "\t=x", "-", "-a"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert export._cell(text) == "'" + text


@pytest.mark.parametrize("value", ["-3.5", "-3.5; 20.1; -4", "text = this", "", "a-b", -3.5, None, 7])
def test_numbers_and_words_stay_as_they_are(value: object) -> None:
    assert export._cell(value) == value


def test_show_marks_the_sentence_and_tells_the_chain(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["export", "--kind", "event"])
    id = str(lines(capsys)[0]["id"])
    assert cli.run(["show", id[:6]]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"event {id}\n")
    assert "On Sunday ⟦a drone hit a depot near Sumy⟧. Three people" in out
    start = TEXT.index("a drone")
    assert f"in/sumy.txt:{start}-{start + 29}" in out
    chain = out[out.index("chain") :].splitlines()
    assert [line.split("←")[-1].split("(")[0].strip() for line in chain[1:]] == [
        "mayor",
        "via Suspilne",
        "published by publisher not known",
    ]
    assert cli.run(["show", id, "--json"]) == 0
    assert lines(capsys)[0]["id"] == id


@pytest.mark.parametrize("kind", ["document", "mention", "statement", "quantity", "story"])
def test_show_knows_every_kind(ledger: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    cli.run(["export", "--kind", kind])
    for row in lines(capsys):
        assert cli.run(["show", str(row["id"])]) == 0
        assert capsys.readouterr().out.startswith(f"{kind} {row['id']}\n")


def test_show_complains_in_one_line(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", "nothing"]) == 1
    assert capsys.readouterr().err == "tocsin: no record's id begins with nothing\n"
    assert cli.run(["show", "d-"]) == 1
    assert re.fullmatch(r"tocsin: d- is the beginning of several ids: d-\w+, d-\w+\n", capsys.readouterr().err)


def test_search(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["search", "hurting", "people"]) == 0
    out = capsys.readouterr().out
    assert "mayor (say): Three people were hurt" in out
    assert "Three ⟦people⟧ were ⟦hurt⟧" in out
    assert re.search(r"in/sumy.txt:\d+-\d+", out)
    assert cli.run(["search", 'town:"((']) == 0
    assert "\x1b" not in capsys.readouterr().out
    assert cli.run(["search", "zeppelin"]) == 1
    assert cli.run(["search", "?!"]) == 2


def test_brief_reads_and_briefs_in_one_go(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["brief", "in", "--ledger", "b.db"]) == 0
    out, err = capsys.readouterr()
    assert err == "b.db: 2 documents read, 4 records\n"
    assert "a drone hit a depot near Sumy" in out
    assert "\x1b" not in out
    assert cli.run(["brief", "--ledger", "b.db", "--html", "brief.html"]) == 0
    assert capsys.readouterr() == (out, "")
    assert "a drone hit a depot near Sumy" in (here / "brief.html").read_text()
    assert cli.run(["brief", "--ledger", "b.db", "--since", "2999-01-01"]) == 0
    assert "a drone hit" not in capsys.readouterr().out


def test_info(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["info"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"revision \d{4}$", out, re.M)
    assert re.search(r"^document +2$", out, re.M)
    assert re.search(r"^readings +1; .*2 new, 0 known, 0 failed$", out, re.M)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["export"], 1),  # no ledger
        (["info", "--ledger", "in"], 1),  # a folder
        (["read"], 2),
        (["read", "in", "--jobs", "0"], 2),
        (["read", "in", "--knowledge", "gone"], 2),
        (["export", "--format", "xml"], 2),
        (["brief", "--since", "yesterday"], 2),
        (["frobnicate"], 2),
        (["--frobnicate"], 2),
    ],
)
def test_errors_are_one_line(here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int) -> None:
    assert cli.run(arguments) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"tocsin: [^\n]+\n", err)


def test_a_fault_of_ours_is_one_line_too(ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("tocsin.pipeline.opened", fail)
    assert cli.run(["info"]) == 1
    assert re.fullmatch(r"tocsin: this is a fault of Tocsin[^\n]+ZeroDivisionError: two lines[^\n]+\n", capsys.readouterr().err)
    monkeypatch.setenv("TOCSIN_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        cli.run(["info"])


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, those of groups included."""
    out: list[tuple[tuple[str, ...], click.Command]] = []
    for name, command in sorted(group.commands.items()):
        out += commands(command, (*path, name)) if isinstance(command, click.Group) else [((*path, name), command)]
    return out


@pytest.mark.parametrize(("words", "command"), commands(cli.cli), ids=lambda x: " ".join(x) if isinstance(x, tuple) else "")
def test_every_help_has_an_example(words: tuple[str, ...], command: click.Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*words, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"Example:\n    tocsin {' '.join(words)}" in out
    for option in command.params:
        assert isinstance(option, click.Argument) or (isinstance(option, click.Option) and option.help)


# ---------------------------------------------------------------- as a program


def tocsin(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from tocsin.show.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **more)  # type: ignore[call-overload,no-any-return]


def test_help_answers_at_once() -> None:
    def cpu_seconds() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    took = []
    for _ in range(5):
        began = cpu_seconds()
        assert tocsin("--help").returncode == 0
        took.append(cpu_seconds() - began)
    assert min(took) < 0.3, "on an idle machine that is the time it takes"


def test_output_is_utf8_whatever_the_locale(ledger: Path) -> None:
    done = tocsin("search", "hurt", env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert "⟦hurt⟧" in done.stdout.decode()


def test_nobody_reads_the_output(ledger: Path) -> None:
    command = [sys.executable, "-c", "from tocsin.show.cli import main; main()", "export"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), err) == (141, b"")


SLOWLY = """
import time, tocsin.understand as u
u.understand = lambda document, knowledge: time.sleep(0.02) or []
from tocsin.show.cli import main
main()
"""


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_read(here: Path) -> None:
    rows = [json.dumps({"uri": f"u{n}", "text": f"The mayor spoke {n} times about the harbour."}) for n in range(2000)]
    (here / "many.jsonl").write_text("\n".join(rows))
    process = subprocess.Popen([sys.executable, "-c", SLOWLY, "read", "many.jsonl"], stderr=subprocess.PIPE)
    until = time.monotonic() + 20
    while time.monotonic() < until and not _documents(here / "crisis.db"):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, b"tocsin: interrupted; what was read is kept\n")
    assert 0 < _documents(here / "crisis.db") < 2000


@pytest.mark.slow
def test_ctrl_c_stops_the_workers_too(here: Path) -> None:
    rows = [json.dumps({"uri": f"u{n}", "text": f"The mayor spoke {n} times about the harbour. " * 50}) for n in range(500)]
    (here / "many.jsonl").write_text("\n".join(rows))
    command = [sys.executable, "-c", "from tocsin.show.cli import main; main()", "read", "many.jsonl", "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    until = time.monotonic() + 20
    while time.monotonic() < until and len(_group(process.pid)) < 3:
        time.sleep(0.02)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, b"tocsin: interrupted; what was read is kept\n")
    until = time.monotonic() + 5
    while time.monotonic() < until and _group(process.pid):
        time.sleep(0.02)
    assert not _group(process.pid)


def _group(leader: int) -> list[int]:
    """The living processes of a process group; on Linux, else none."""
    out = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # ended meanwhile
            continue
        if int(group) == leader and state != "Z":
            out.append(int(path.parent.name))
    return out


def _documents(path: Path) -> int:
    from tocsin.errors import LedgerError
    from tocsin.ledger import Ledger

    try:
        return Ledger.open(path).counts()["document"]
    except LedgerError:
        return 0


@pytest.mark.parametrize(("plain", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_only_where_they_are_wanted(ledger: Path, plain: dict[str, str], coloured: bool) -> None:
    near, far = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"} | plain
    command = [sys.executable, "-c", "from tocsin.show.cli import main; main()", "search", "hurt"]
    subprocess.run(command, stdout=far, env=environment, check=True)
    os.close(far)
    out = os.read(near, 10_000)
    os.close(near)
    assert (b"\x1b[1;7mhurt\x1b[0m" in out) is coloured
    assert (b"\x1b" in out) is coloured


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("watched", [True, False])
def test_progress_is_for_people(monkeypatch: pytest.MonkeyPatch, watched: bool) -> None:
    stream = Terminal() if watched else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("tocsin.show.progress.PATIENCE_SECONDS", 0.0)
    with Progress() as progress:
        progress.counts(Counts(read=1234, records=5, words=10))
        progress.failure(ReadError("a.txt", "is empty"))
    said = stream.getvalue()
    assert "tocsin: a.txt: is empty\n" in said
    assert ("1,234 documents read" in said) is watched


# ---------------------------------------------------------------- text of strangers


def test_control_characters_never_reach_the_terminal() -> None:
    assert clean("a\x1b[2Jb\x9bc\u202ed\te\nf") == "a[2Jbcd\te\nf"


def test_around_marks_and_says_where_it_is_cut() -> None:
    text = "One two three\nfour five."
    assert around(text, [(4, 7), (14, 18)], 0, len(text)) == "One ⟦two⟧ three ⟦four⟧ five."
    assert around(text, [(4, 7)], 4, 13) == "… ⟦two⟧ three …"


def test_who_reads_an_office_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["who", "Russian", "defence", "minister", "--on", "2024-04-01"]) == 0
    assert "Sergei Shoigu" in capsys.readouterr().out
    assert cli.run(["who", "Russian", "defence", "minister", "--on", "2024-06-01"]) == 0
    assert "Andrei Belousov" in capsys.readouterr().out
    assert cli.run(["who", "Xyzzy"]) == 1
    assert capsys.readouterr() == ("", "tocsin: nobody called 'Xyzzy' is known\n")
