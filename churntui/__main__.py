"""`python -m churntui` and the console script.

The collector is off until the first frame stands: a start makes many objects and little garbage.
"""

from __future__ import annotations

import gc

gc.disable()


def main() -> None:
    """Run the command line."""
    from churntui.cli import run

    run()


if __name__ == "__main__":
    main()
