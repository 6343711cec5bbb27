"""The explorer: a corpus in a browser, counted there as the library counts."""
