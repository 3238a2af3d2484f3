"""`wishare-lint lsp`: the editor server."""

from importlib.util import find_spec

import click

from wishare_lint.commands import options
from wishare_lint.output.tool import NAME
from wishare_lint.packs import installed_rules

MISSING = f'the editor server needs pygls; run: pip install "{NAME}[lsp]"'


@options.command("lsp")
@options.base("What is checked")
@click.option("--stdio", is_flag=True, hidden=True, help="As some editors call it; the only way.")
def command(base: str | None, stdio: bool) -> int:  # noqa: ARG001  # editors pass it to any server
    """Serve an editor: check files as they are typed, by the Language Server Protocol.

    Editors start it and speak to it over standard input and output. It needs the extra `lsp`.
    """
    if find_spec("pygls") is None:
        raise click.ClickException(MISSING)
    from wishare_lint.lsp.server import make_server

    make_server(installed_rules(), base).start_io()
    return 0
