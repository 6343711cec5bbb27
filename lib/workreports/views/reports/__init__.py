"""A report as a page to read: parts, headings, edits, figures and terms, an anchor a sentence.

>>> from workreports.views import reports
>>> text = reports.html(load_corpus(), "gongshu-2023-work-report")
>>> "id='0013.2'" in text
True
"""

from workreports.views.reports.layers import sentences
from workreports.views.reports.page import address, contents, html, title

__all__ = ["address", "contents", "html", "sentences", "title"]
