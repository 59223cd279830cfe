"""Storyworld-AD: a second, larger world, on which the paper's experiments are run.

Over ninety actions with manners and directions, a hundred things in eleven colours, people who act
on each other and react, things that come back, and neighbouring clips that differ in one small
thing. Its drawing, people and places are storyworld's; storyworld's own films stay as they are.

    things, moves, manners  what there is, by kind: data, pictures and words
    sampling                how a film is drawn from a seed, as redundant as is wanted
    grammar, wording, facts its audio descriptions, and how they are read back
    picture                 its pictures
"""
