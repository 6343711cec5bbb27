"""Bringing in one's own reports: one by one with a proposed row, or thousands as Parquet."""

from workreports.ingest.adding import Addition, add, propose, remove, report
from workreports.ingest.building import Built, build
from workreports.ingest.readers import Read, read
from workreports.ingest.tables import from_table
from workreports.ingest.watching import Limits

__all__ = [
    "Addition",
    "Built",
    "Limits",
    "Read",
    "add",
    "build",
    "from_table",
    "propose",
    "read",
    "remove",
    "report",
]
