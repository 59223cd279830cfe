"""From frames to CLIP features, and the files that keep them."""
