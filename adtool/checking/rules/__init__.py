"""The rules of ``adtool check``: one module a kind, one table."""
