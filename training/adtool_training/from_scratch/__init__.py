"""What is trained from scratch for storyworld: a CLIP, and a language model."""
