"""Run the program from a checkout: `python cli.py` is `thematic`."""

from thematic.cli import main

raise SystemExit(main())
