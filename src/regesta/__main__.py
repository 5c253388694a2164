"""`python -m regesta` is the `regesta` command."""

from regesta.cli import main

if __name__ == "__main__":
    main()
