"""A chat model, wherever it runs: on this machine (``local``), or on a server (``endpoint``)."""
