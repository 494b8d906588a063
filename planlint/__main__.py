"""`python -m planlint`: the command line. Python looks for modules in the working folder first; planlint does not."""

import os
import sys

if not sys.flags.safe_path and sys.path[0] == os.getcwd():  # noqa: PTH109 - nothing may be loaded before
    del sys.path[0]

from planlint.start import main

if __name__ == "__main__":
    sys.exit(main())
