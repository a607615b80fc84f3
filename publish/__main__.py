"""The program: `publish`, or `python -m publish`."""

from __future__ import annotations

import atexit
import os
import sys

from publish.cli import main


def run() -> None:
    """Run the command that the arguments of this process name, and end the process.

    The book in memory is not taken apart before: Python needs a tenth of a second for what the
    system does at once. What libraries left in the temporary folder is removed.
    """
    try:
        main(prog_name="publish")
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        atexit._run_exitfuncs()
        os._exit(end.code)


if __name__ == "__main__":
    run()
