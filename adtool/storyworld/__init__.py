"""Storyworld: a rendered world of short animated films, unlimited in number from a seed.

Places, named characters with looks, actions and objects; neighbouring clips share place and
people while what happens changes, which is the redundancy that the paper attacks (§1, appendix B).

    world    what there is, and how a film is drawn from a seed
    wording  its audio descriptions, and plain captions
    drawing, people, objects, places, actions, render   its pictures
"""

from adtool.storyworld.world import Film, Person, Shot, sample_film, seeds

__all__ = ["Film", "Person", "Shot", "sample_film", "seeds"]
