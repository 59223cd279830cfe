"""Who is in a movie: cast.json, character banks, and the portraits."""
