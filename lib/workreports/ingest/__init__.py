"""Bringing in one's own reports: one by one with a proposed row, or thousands as Parquet."""

from workreports.ingest.adding import Addition, Read, add, propose, read, remove, report
from workreports.ingest.building import Built, build

__all__ = ["Addition", "Built", "Read", "add", "build", "propose", "read", "remove", "report"]
