"""Writes what is generated of the documentation: records.md and records.schema.json from records.py, command-line.md from --help.

`python docs/generate.py` writes them; with `--check` it exits 1 and names the first that is out of date.
"""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path
from typing import Any, get_type_hints

from tocsin import records

HERE = Path(__file__).parent
_PARTS = ("Span", "Furniture", "Interval", "Published", "When", "Party", "Speaker", "Link", "Place", "ContestedValue", "Contested")


def told(hint: Any) -> str:
    """A type as a reader of JSON would call it."""
    text = str(hint) if not isinstance(hint, type) else hint.__name__
    for long, short in (
        ("typing.", ""), ("tocsin.records.", ""), ("datetime.", ""), ("NoneType", "null"), ("None", "null"), ("<class '", ""), ("'>", ""),
    ):  # fmt: skip
        text = text.replace(long, short)
    if text.startswith("Literal["):
        text = text[8:-1].replace("'", "").replace(", ", " \\| ")
    return text.replace(" | ", " or ").replace("str", "string").replace("date or", "date or")


def table(kind: Any) -> list[str]:
    """The fields of a kind, a line each."""
    names = {name: getattr(records, name) for name in dir(records)}
    lines = ["| field | type |", "|---|---|"]
    for field in kind.__struct_fields__:
        raw = kind.__annotations__.get(field) or get_type_hints(kind)[field]
        raw = next((n for n in (raw,) if isinstance(n, str)), str(raw))
        literal = names.get(raw.replace(" | None", ""))
        shown = told(literal) + (" or null" if "None" in raw else "") if str(literal).startswith("typing.Literal") else told(raw)
        lines.append(f"| `{field}` | {shown} |")
    return lines


def records_page() -> str:
    """docs/records.md."""
    doc = inspect.getdoc(records) or ""
    head = "Generated from src/tocsin/records.py by docs/generate.py. JSON Schema: records.schema.json."
    out = ["# Records", "", head, "", doc, "", "## Kinds", ""]
    for kind in records.KINDS:
        out += [f"### {kind.__name__.lower()}", "", inspect.getdoc(kind) or "", "", *table(kind), ""]
    out += ["## Parts", ""]
    for name in _PARTS:
        part = getattr(records, name)
        out += [f"### {name}", "", inspect.getdoc(part) or "", "", *table(part), ""]
    return "\n".join(out).rstrip() + "\n"


def command_line_page() -> str:
    """docs/command-line.md: --help of every command, at 100 columns."""
    import click

    from tocsin.show.cli import cli

    out = ["# Command line", "", "Generated from `--help` by docs/generate.py.", ""]

    def page(command: click.Command, name: str, parent: click.Context | None) -> None:
        settings = {"help_option_names": ["-h", "--help"], "terminal_width": 100, "max_content_width": 100}
        context = click.Context(command, info_name=name.split()[-1], parent=parent, **settings)
        out.extend([f"## {name}", "", "```", command.get_help(context).replace("\b\n", ""), "```", ""])
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                if found is not None:
                    page(found, f"{name} {child}", context)

    page(cli, "tocsin", None)
    return "\n".join(out).rstrip() + "\n"


def readme() -> str:
    """README.md with the head of the golden brief between its marks: the first lines of each section."""
    text = (HERE.parent / "README.md").read_text(encoding="utf8")
    golden = HERE.parent / "tests" / "golden" / "brief.md"
    before, _, rest = text.partition("<!-- example -->")
    _, _, after = rest.partition("<!-- /example -->")
    shown: list[str] = []
    for section in golden.read_text(encoding="utf8").split("\n## ")[1:7]:
        title, *lines = [line for line in section.splitlines() if line]
        shown += [f"> **{title}**", ">", *(f"> {line}" for line in lines[:3]), ">"]
    return f"{before}<!-- example -->\n" + "\n".join(shown[:-1]) + f"\n<!-- /example -->{after}"


def pages() -> dict[Path, str]:
    """Every generated page."""
    return {
        HERE / "records.md": records_page(),
        HERE / "records.schema.json": json.dumps(records.schema(), indent=1, ensure_ascii=False) + "\n",
        HERE / "command-line.md": command_line_page(),
        HERE.parent / "README.md": readme(),
    }


def main(arguments: list[str]) -> int:
    """Writes the pages, or checks them; the exit status."""
    for path, text in pages().items():
        if "--check" not in arguments:
            path.write_text(text, encoding="utf8")
        elif not path.exists() or path.read_text(encoding="utf8") != text:
            print(f"{path.name} is out of date: run `make docs`", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
