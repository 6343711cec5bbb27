"""A row for each place and year, ready for a regression."""

from workreports.panel.attention import attention
from workreports.panel.files import to_csv, to_stata

__all__ = ["attention", "to_csv", "to_stata"]
