"""A catalogue of films over many machines, on an engine that others keep: Ray."""
