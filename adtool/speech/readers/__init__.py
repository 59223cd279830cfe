"""The formats of the dialogue's subtitles, a module each, and one table; tracks inside a movie."""
