"""Names of films as names of files."""

from __future__ import annotations

from hashlib import sha256


def safe_name(movie: str) -> str:
    """Return a film's name as that of a file; one that is not safe is changed, and stays unique."""
    safe = "".join(c if c.isalnum() or c in "-_. ()[]',&" else "_" for c in movie)
    if safe != movie or len(safe.encode()) > 200 or safe.startswith("."):
        kept = safe.encode()[:150].decode("utf-8", "ignore")
        safe = f"_{kept}-{sha256(movie.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return safe
