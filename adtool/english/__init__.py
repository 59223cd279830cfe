"""What adtool knows of English: words, names, pronouns, clauses, and how long a text takes."""
