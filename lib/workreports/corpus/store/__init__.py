"""Where the tables of a corpus lie, in memory or in Parquet, and what a selection keeps of them."""
