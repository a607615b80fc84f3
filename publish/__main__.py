"""`python -m publish` is `publish`."""

from publish.cli import main

main(prog_name="publish")
