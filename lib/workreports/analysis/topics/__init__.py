"""Topic models of paragraphs, and how far they can be believed: coherence, stability under
resampling and without a document, held-out fit."""

from workreports.analysis.statistics import npmi
from workreports.analysis.topics.agreement import match, resample, stability
from workreports.analysis.topics.fitting import fit, train
from workreports.analysis.topics.model import TopicModel, heaviest, labels
from workreports.analysis.topics.scanning import NEIGHBOURS, STABLE, scan
from workreports.analysis.topics.units import TOP, Rules, Units

__all__ = [
    "NEIGHBOURS",
    "STABLE",
    "TOP",
    "Rules",
    "TopicModel",
    "Units",
    "fit",
    "heaviest",
    "labels",
    "match",
    "npmi",
    "resample",
    "scan",
    "stability",
    "train",
]
