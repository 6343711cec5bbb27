"""The structure of a report: marks that are no text, headings, paragraphs, parts."""
