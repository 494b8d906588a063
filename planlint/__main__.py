"""`python -m planlint`: the command line."""

import sys

from planlint.start import main

if __name__ == "__main__":
    sys.exit(main())
