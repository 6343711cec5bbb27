"""Bringing in one's own reports: one by one with a proposed row, or thousands as Parquet."""

from workreports.ingest.adding import Addition, add, propose, remove, report
from workreports.ingest.building import Built, build
from workreports.ingest.readers import Read, read
from workreports.ingest.watching import Limits

__all__ = [
    "Addition",
    "Built",
    "Limits",
    "Read",
    "add",
    "build",
    "propose",
    "read",
    "remove",
    "report",
]
