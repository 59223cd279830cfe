"""How a movie is cut into shots, and how each of them looks."""
