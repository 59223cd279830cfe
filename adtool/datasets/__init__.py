"""Films with audio descriptions: the field's data sets, and storyworld's."""
