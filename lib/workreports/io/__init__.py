"""Files and tables in and out: encodings, errors with remedies, atomic writing, own data."""
