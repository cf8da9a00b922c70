"""`python -m thematic` is `thematic`."""

from __future__ import annotations

from thematic.cli import main

if __name__ == "__main__":
    main()
