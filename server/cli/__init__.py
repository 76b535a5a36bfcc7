"""The command line: one module a command; the only room of click."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import click

COMMANDS = (
    "extract",
    "redact",
    "build",
    "validate",
    "reason",
    "serve",
    "publish",
    "query",
    "print",
    "graph",
    "report",
    "changes",
    "export-site",
    "mcp",
    "config",
)


class LazyGroup(click.Group):
    """Imports a command's module when the command is asked for, so that ``--help`` is fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order of the data's way."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(
            f"shisaku.server.cli.{cmd_name.replace('-', '_')}"
        ).command
        return command


@click.group(cls=LazyGroup)
@click.version_option(package_name="shisaku")
def group() -> None:
    """Turn a ministry's printed budget into a graph, check it, serve it, ask it.

    \b
    Examples:
      shisaku build --out release
      shisaku serve --port 8000
      shisaku query shared-lines
    Exit status: 0 done, 1 invalid data, 2 usage or unreadable input.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors are one line on standard error, never a traceback."""
    write_utf_8()
    try:
        status = group.main(arguments, prog_name="shisaku", standalone_mode=False)
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(2) from error
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except known_errors() as error:
        click.echo(printable(str(error)), err=True)
        raise SystemExit(2) from error
    raise SystemExit(status if isinstance(status, int) else 0)


def write_utf_8() -> None:
    """Write UTF-8 and the line ends of each format, whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="")


def known_errors() -> tuple[type[Exception], ...]:
    """Give the errors that say what is wrong and what to do; looked up when one has occurred."""
    from shisaku.loaders.places import LoadError
    from shisaku.ontology.reasoning import ReasoningError
    from shisaku.queries.catalogue import QueryError
    from shisaku.server.engine import EngineError
    from shisaku.server.publish.export import ExportError
    from shisaku.server.release import ReleaseError
    from shisaku.server.remote.publishing import PublishError
    from shisaku.server.settings import SettingError
    from shisaku.server.workers.processes import PoolError
    from shisaku.shapes.validator import ShapeError

    return (
        LoadError,
        QueryError,
        EngineError,
        ExportError,
        PoolError,
        PublishError,
        ReasoningError,
        ReleaseError,
        SettingError,
        ShapeError,
    )


def printable(text: str) -> str:
    """Escape what would move a terminal's cursor or turn its line round."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in text)
