"""`python -m wishare_lint`."""

from wishare_lint.cli import main

main()
