"""Files and tables in and out: encodings, errors with remedies, atomic writing, the library's own data."""
