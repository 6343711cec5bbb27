"""What checks an answer to an exercise; the tasks themselves lie beside the notebooks."""
