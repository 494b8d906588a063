"""All commands: loaded when called, their command lines read by click."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import click

from planlint import __version__
from planlint.cli.output import Refused, complain, emit
from planlint.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.answers import Question

#: Each command with its line of help; its module is loaded when it is called.
COMMANDS = {
    "check": "Lint plans: files, folders, or - for standard input.",
    "which": "Say which format plans follow, and why.",
    "tree": "Show what was understood of a plan.",
    "explain": "Explain a rule, a ruleset, a verb or a noun.",
    "rules": "List all rules.",
    "test": "Run the rules' own examples.",
    "coverage": "Account for every line of a source document.",
    "progress": "Show how far plans are, by phase.",
    "init": "Write a first configuration.",
    "baseline": "Keep the findings that are there, so that only new ones count.",
    "config": "Show what is configured for a plan.",
    "cache": "Clear the cache.",
    "hook": "Lint plans from a coding agent's hooks.",
    "schema": "Print the JSON Schema of rulesets.",
}


class Refusal(click.ClickException):
    """What is refused, as click tells it."""

    exit_code = Refused.exit_code


def _said(context: click.Context, text: str) -> None:
    """Write what was asked for instead of a command's work, and end. Raises Refusal."""
    try:
        emit(f"{text}\n")
    except Refused as error:
        raise Refusal(str(error)) from None
    context.exit()


def _help(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - as click calls it
    if asked and not context.resilient_parsing:
        _said(context, context.get_help())


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked and not context.resilient_parsing:
        _said(context, f"planlint {__version__}")


#: Click's own option does not bear a closed pipe, and is silent where nothing can be written.
HELP = click.Option(
    ["-h", "--help"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_help,
    help="Show this message and exit.",
)


def _with_help(command: click.Command) -> click.Command:
    """Return a command that has, as all commands below it, our option for help."""
    if HELP not in command.params:
        command.params.append(HELP)
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        _with_help(each)
    return command


class Commands(click.Group):
    """A group whose commands are modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return the names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click calls it
        """Return a command by its name, None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"planlint.cli.{cmd_name}").command
        return _with_help(command) if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments call. Raises UsageError, with the name that may be meant."""
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        near = nearest(args[0], COMMANDS)
        hint = f"; did you mean {near}?" if near else f"; there are {', '.join(COMMANDS)}"
        raise click.UsageError(f"There is no command called '{args[0]}'{hint}", ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command. Raises Refusal."""
        try:
            return super().invoke(ctx)
        except Refused as error:
            raise Refusal(str(error)) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def cli(*, debug: bool) -> None:
    """Lint the plans that coding agents work from."""


_with_help(cli)


def run(arguments: Sequence[str], question: Question | None) -> int:
    """Run a command line and return its exit code; what is refused is said."""
    try:
        code = cli.main(
            list(arguments), prog_name="planlint", standalone_mode=False, windows_expand_args=False, obj=question
        )
    except click.exceptions.NoArgsIsHelpError as error:
        complain(error.format_message())
        return Refused.exit_code
    except click.UsageError as error:
        asked = error.ctx.command_path if error.ctx else "planlint"
        complain(f"planlint: {error.format_message()}\nTry '{asked} --help'.")
        return Refused.exit_code
    except click.ClickException as error:
        complain(f"planlint: {error.format_message()}")
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0
