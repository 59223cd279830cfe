"""Who is in a picture: people found in it, and compared with the portraits of the cast."""
