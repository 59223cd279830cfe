"""The frames of annotated clips, kept for training: JPEGs in tar shards, and where each of them is.

``adtool frames`` writes such a folder; named as ``data.videos``, it takes the place of the films:

    frames.index            where each frame of each clip is, as all of ``shards/*.index`` say it
    shards/FILM.tar         a film's frames, a sample a clip, as WebDataset reads them
    shards/FILM.index       the same as ``frames.index``, of this film
    faults.jsonl            what is wrong with the films, where anything is
"""
