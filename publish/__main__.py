"""The program: `publish`, or `python -m publish`."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from publish.processes import RARE_COLLECTION


def run() -> None:
    """Run the command that the arguments of this process name, and end the process.

    The book in memory is not taken apart before: Python needs a tenth of a second for what the
    system does at once. What libraries left in the temporary folder is removed.
    """
    gc.set_threshold(*RARE_COLLECTION)
    from publish.cli import main  # noqa: PLC0415  (loading it is looked through, too)

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
