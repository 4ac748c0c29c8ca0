"""The command line. Heavy modules are imported by the commands that need them: `tocsin --help` must answer at once.

Exit status: 0 done; 1 something could not be read, found or opened; 2 the command makes no sense;
130 interrupted; 141 nobody reads the output.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tocsin import __version__
from tocsin.errors import TocsinError, UsageError
from tocsin.settings import SETTINGS, setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.pipeline import Counts, Ledger

KIND_NAMES = (
    "document", "mention", "time", "statement", "event", "quantity", "story", "incident",
    "redline", "indicator", "exposure", "hypothesis", "forecast",
)  # fmt: skip
_HELP = {s.name: s.help for s in SETTINGS}


def _option(name: str, **more: Any) -> Callable[[Any], Any]:
    """An option for a setting: its default is the environment's, else the table's."""
    return click.option(f"--{name}", default=lambda: setting(name), show_default=setting(name, {}) or False, help=_HELP[name], **more)


_ledger = _option("ledger", metavar="FILE")
_jobs = _option("jobs", type=click.IntRange(min=1))
_knowledge = _option("knowledge", metavar="FOLDER")
_paths = click.Path(allow_dash=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tocsin", message="%(prog)s %(version)s")
def cli() -> None:
    """Reads what is published about a crisis and keeps a ledger of it, every record cited to its characters.

    \b
    Example:
      tocsin read reports/            reads a folder into crisis.db
      tocsin brief                    says what is in it, with citations

    Exit status: 0 done; 1 something could not be read, found or opened; 2 the command makes no sense;
    130 interrupted; 141 nobody reads the output. NO_COLOR=1 turns colours off.
    """


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=_paths)
@_ledger
@_jobs
@_knowledge
def read(paths: tuple[str, ...], ledger: str, jobs: int, knowledge: str) -> int:
    """Read files and folders into the ledger.

    Zips are opened, "-" is standard input. Text, Markdown, HTML, PDF, subtitles and JSON Lines are known by their content.
    What the ledger holds already is passed over, so that an interrupted reading goes on where it stopped.
    What cannot be read is named on standard error, the rest goes on, and the exit status is 1.

    \b
    Example:
      tocsin read reports/ feed.jsonl --ledger crisis.db --jobs 4
    """
    from tocsin.pipeline import opened

    counts = _read(paths, opened(ledger, create=True), jobs, knowledge)
    _say(_told(counts, ledger))
    return 1 if counts.failed else 0


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=_paths)
@click.option("--html", metavar="FILE", help="Write it to FILE as a page too, whose citations lead to the words.")
@click.option("--since", metavar="DATE", help="Only what may have been published on DATE (2024-05-06) or later.")
@_ledger
@_jobs
@_knowledge
def brief(paths: tuple[str, ...], html: str | None, since: str | None, ledger: str, jobs: int, knowledge: str) -> int:
    """Say what happened, every line cited.

    Three minutes' reading: what happened, what is only said to be coming, who says what, what is contested. With PATHs, they are
    read into the ledger first.

    \b
    Example:
      tocsin brief samples/ --html brief.html
      tocsin brief --since 2024-05-06
    """
    from datetime import UTC, datetime

    from tocsin.pipeline import gathered, opened
    from tocsin.show import brief as model
    from tocsin.show.brief_text import markdown
    from tocsin.show.export import text
    from tocsin.show.terminal import clean

    first = _day(since)
    failed = 0
    kept = opened(ledger, create=bool(paths))
    if paths:
        counts = _read(paths, kept, jobs, knowledge)
        click.echo(_told(counts, ledger), err=True)
        failed = counts.failed
    made = model.brief(gathered(kept, first, knowledge), datetime.now(UTC).date())
    if html:
        from tocsin.show.brief_html import html as page

        text(page(made), html)
    _say(clean(markdown(made)).rstrip("\n"))
    return 1 if failed else 0


@cli.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True, help="JSON Lines, or tables.")
@click.option("--output", "-o", default="-", metavar="FILE", help="Where to; standard output where it is left out.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KIND_NAMES), metavar="KIND", help="Only this kind; may be repeated.")
@_ledger
@_knowledge
def export(form: str, output: str, kinds: tuple[str, ...], ledger: str, knowledge: str) -> int:
    """Write the ledger out: JSON Lines or CSV.

    JSON Lines has each document, then its records; after all of them what spans documents: stories, incidents and the like.
    CSV is a table a kind: with --output FOLDER or FILE.zip all of them, on standard output one (events, or the --kind asked for).

    \b
    Example:
      tocsin export > out.jsonl
      tocsin export --format csv --output tables.zip
      tocsin export --format csv --kind statement > statements.csv
    """
    from tocsin import pipeline
    from tocsin.show.export import jsonl, tables

    kept = pipeline.opened(ledger)
    if form == "jsonl":
        jsonl(pipeline.lines(kept, kinds, knowledge), output)
    elif output == "-" and len(kinds) > 1:
        raise UsageError("one table fits on standard output: give one --kind, or --output FOLDER")
    else:
        wanted = kinds or (("event",) if output == "-" else ())
        tables(pipeline.lines(kept, (*wanted, "document") if wanted else (), knowledge), output, wanted)
    return 0


@cli.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="The record's line of JSON alone.")
@_ledger
@_knowledge
def show(id: str, as_json: bool, ledger: str, knowledge: str) -> int:
    """Show one record and where it comes from.

    What it says, its sentence marked in its surroundings, and the chain it came through.
    The beginning of an ID is enough where only one record's id begins so.

    \b
    Example:
      tocsin show e-1f2a
    """
    from tocsin import pipeline
    from tocsin.records import to_json
    from tocsin.show.one import one

    kept = pipeline.opened(ledger)
    found = pipeline.find(kept, id, knowledge)
    if len(found) != 1:
        ids = ", ".join(record.id for record in found[:5]) + (", …" if len(found) > 5 else "")
        raise TocsinError(f"{id} is the beginning of several ids: {ids}" if found else f"no record's id begins with {id}")
    if as_json:
        _say(to_json(found[0]).decode())
    else:
        _say(one(found[0], lambda i: next(iter(kept.find(i)), None), kept.document, pipeline.surroundings))
    return 0


@cli.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", "-n", type=click.IntRange(min=1), default=10, show_default=True, help="So many statements and so many texts.")
@_ledger
def search(query: tuple[str, ...], limit: int, ledger: str) -> int:
    """Search statements and texts.

    A QUERY is words, "a phrase", word*, joined by AND, OR and NOT; what is none of this is taken as plain words.
    Inflected forms and accents do not matter. The exit status is 1 where nothing is found.

    \b
    Example:
      tocsin search '"red line" OR ultimatum'
    """
    from tocsin import pipeline
    from tocsin.show.finding import told

    hits = pipeline.opened(ledger).search(" ".join(query), limit)
    if not hits:
        raise TocsinError(f"nothing found for {' '.join(query)}")
    _say("\n".join(told(hit) for hit in hits))
    return 0


@cli.command()
@_ledger
def info(ledger: str) -> int:
    """Say what a ledger holds, and its versions.

    \b
    Example:
      tocsin info --ledger crisis.db
    """
    import sqlite3

    from tocsin.pipeline import opened

    kept = opened(ledger)
    runs = kept.runs()
    _say(f"ledger      {ledger}, {os.path.getsize(kept.name) / 1e6:.1f} MB, revision {kept.revision()}")
    _say(f"program     tocsin {__version__}, SQLite {sqlite3.sqlite_version}, Python {sys.version.split()[0]}")
    if runs:
        last = runs[-1]
        ended = (
            f"{last['documents']} new, {last['known']} known, {last['failed']} failed" if last["finished"] else "it did not come to its end"
        )
        _say(f"readings    {len(runs)}; the last on {last['started'][:19].replace('T', ' ')} UTC by tocsin {last['version']}: {ended}")
    for name, number in kept.counts().items():
        _say(f"{name:<12}{number:>9,}")
    return 0


@cli.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--on", metavar="DATE", help="As of DATE (2024-05-06); offices held then are marked.")
@_knowledge
def who(name: tuple[str, ...], on: str | None, knowledge: str) -> int:
    """Say who or what a name stands for.

    An office works too, in words or as COUNTRY/role. Without --on, the offices of today are meant.
    Exit status 1 where nobody of that name is known.

    \b
    Example:
      tocsin who Shoigu --on 2024-04-01
      tocsin who Russian defence minister --on 2024-06-01
    """
    from datetime import UTC, datetime

    from tocsin.knowledge import own
    from tocsin.pipeline import name_finder
    from tocsin.show.who import in_words
    from tocsin.show.who import who as lines

    base, day, asked = own(knowledge), _day(on), " ".join(name)
    found = lines(asked, base, day) or in_words(asked, base, day or datetime.now(UTC).date(), name_finder(base))
    for line in found:
        click.echo(line)
    if not found:
        click.echo(f"tocsin: nobody called {asked!r} is known", err=True)
    return 0 if found else 1


@cli.group("knowledge")
def knowledge_group() -> None:
    """Look after the knowledge base."""


@knowledge_group.command("check")
@_knowledge
def knowledge_check(knowledge: str) -> int:
    """Validate all files, run the near-miss examples, and count what there is.

    \b
    Example:
      tocsin knowledge check --knowledge my-knowledge/
    """
    from tocsin.knowledge import own
    from tocsin.knowledge.check import check
    from tocsin.pipeline import name_finder

    base = own(knowledge)
    report = check(base.roots, name_finder(base))
    for what, count in report.counts.items():
        click.echo(f"{count:>8,}  {what}")
    for fault in report.faults:
        click.echo(fault, err=True)
    return 1 if report.faults else 0


def _read(paths: tuple[str, ...], ledger: Ledger, jobs: int, knowledge: str) -> Counts:
    from datetime import UTC, datetime

    from tocsin.pipeline import read_into
    from tocsin.show.progress import Progress

    if knowledge and not os.path.isdir(knowledge):
        raise UsageError(f"there is no folder {knowledge}")
    now = datetime.now(UTC).replace(microsecond=0)
    with Progress() as progress:
        return read_into(paths, ledger, now=now, jobs=jobs, knowledge=knowledge, on_progress=progress.counts, on_failure=progress.failure)


def _told(counts: Counts, ledger: str) -> str:
    """What a reading did, in a line.

    >>> from tocsin.pipeline import Counts
    >>> _told(Counts(read=2, known=1, records=40), "crisis.db")
    'crisis.db: 2 documents read, 40 records, 1 known already'
    """
    parts = [f"{counts.read:,} document{'s' * (counts.read != 1)} read", f"{counts.records:,} record{'s' * (counts.records != 1)}"]
    parts += [f"{counts.known:,} known already"] * bool(counts.known) + [f"{counts.failed:,} failed"] * bool(counts.failed)
    return f"{ledger}: {', '.join(parts)}"


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text} is no date; write it like 2024-05-06") from None


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def run(arguments: list[str]) -> int:
    """Runs a command; returns the exit status. Everything that goes wrong is one line on standard error."""
    try:
        with cli.make_context("tocsin", arguments) as context:
            status = cli.invoke(context)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as e:
        click.echo(e.format_message(), err=True)
        return 2
    except click.exceptions.Exit as e:
        return e.exit_code
    except click.ClickException as e:
        where = getattr(getattr(e, "ctx", None), "command_path", "tocsin")
        _complain(f"{e.format_message()} ({where} --help tells more)")
        return 2
    except UsageError as e:
        _complain(str(e))
        return 2
    except TocsinError as e:
        _complain(str(e))
        return 1
    except (KeyboardInterrupt, click.Abort):
        _complain("interrupted; what was read is kept")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more when it ends
        return 141
    except OSError as e:
        _complain(f"{e.filename}: {e.strerror}" if e.filename else str(e))
        return 1
    except Exception as e:
        if os.environ.get("TOCSIN_TRACEBACK"):
            raise
        _complain(f"this is a fault of Tocsin, please report it: {type(e).__name__}: {e} (TOCSIN_TRACEBACK=1 tells where)")
        return 1


def _complain(message: str) -> None:
    print("tocsin:", " ".join(message.split()), file=sys.stderr)


def main() -> NoReturn:
    """The command `tocsin`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
