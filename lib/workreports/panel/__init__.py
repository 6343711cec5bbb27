"""A row for each place and year, ready for a regression."""

from workreports.panel.attention import attention
from workreports.panel.files import to_csv, to_stata
from workreports.panel.ladder import ladder
from workreports.panel.results import changes, joins, results, sums
from workreports.panel.targets import targets
from workreports.panel.ways import ways
from workreports.panel.wording import judged, rules

__all__ = [
    "attention",
    "changes",
    "joins",
    "judged",
    "ladder",
    "results",
    "rules",
    "sums",
    "targets",
    "to_csv",
    "to_stata",
    "ways",
]
