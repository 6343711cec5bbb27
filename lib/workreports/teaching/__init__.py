"""What checks an answer to an exercise."""
