"""``python -m adtool``: the command line, also for ``accelerate launch -m adtool``."""

from adtool.cli import main

if __name__ == "__main__":
    main()
