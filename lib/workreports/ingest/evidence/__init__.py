"""What a text, its file and its folder say about the place, the day and the kind of a report."""
