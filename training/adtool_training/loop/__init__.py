"""The training loop: steps, state, metrics, and runs that are interrupted."""
