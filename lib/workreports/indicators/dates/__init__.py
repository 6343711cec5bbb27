"""When: the years a quantity speaks of, and whether it is told, estimated or promised.

``settings`` says what a sentence inherits from its place, ``frames`` what its own words of time
set, ``rules`` which years a quantity speaks of, ``spans`` how many of them it is of, ``status``
whether it is told or promised.
"""

from workreports.indicators.dates.frames import Before, Frame, frame
from workreports.indicators.dates.rules import Dated, years
from workreports.indicators.dates.settings import PROMISED, TOLD, Setting, Years, setting
from workreports.indicators.dates.spans import date
from workreports.indicators.dates.status import promised, status

__all__ = [
    "PROMISED",
    "TOLD",
    "Before",
    "Dated",
    "Frame",
    "Setting",
    "Years",
    "date",
    "frame",
    "promised",
    "setting",
    "status",
    "years",
]
