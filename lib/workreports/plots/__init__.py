"""Pictures of tables: each function takes a table and returns a figure; none knows a corpus.

Labels come out in the language of :func:`workreports.plots.style.use`. Where places are drawn,
``territories`` (as ``corpus.territories``) says how they look, when they begin and end and what
they came from.
"""

from workreports.plots.aims import (
    aims_by_year,
    asked_and_reached,
    kept_by_year,
    ladder,
    promise_and_outcome,
)
from workreports.plots.bars import (
    before_and_after,
    dots_by_group,
    intervals_by_group,
    stacked_counts,
    stacked_shares,
)
from workreports.plots.documents import (
    coverage,
    document_name,
    genre_label,
    raw_strips,
    stacked_parts,
    wording_by_year,
)
from workreports.plots.keywords import (
    distances,
    effect_and_evidence,
    listed,
    name_points,
    paired_bars,
    with_sense,
    word_clouds,
)
from workreports.plots.observations import (
    beside_levels_above,
    growth_against,
    joined_and_parts,
    observations_by_year,
)
from workreports.plots.reuse import reuse_network
from workreports.plots.terms import (
    dot_table,
    levels_by_year,
    paired_rates,
    rates_by_document,
    rates_by_year,
    ways,
)
from workreports.plots.topics import (
    topic_documents,
    topic_losses,
    topic_scan,
    topic_shares,
    topic_stability,
    topic_terms,
)

__all__ = [
    "aims_by_year",
    "asked_and_reached",
    "before_and_after",
    "beside_levels_above",
    "coverage",
    "distances",
    "document_name",
    "dot_table",
    "dots_by_group",
    "effect_and_evidence",
    "genre_label",
    "growth_against",
    "intervals_by_group",
    "joined_and_parts",
    "kept_by_year",
    "ladder",
    "levels_by_year",
    "listed",
    "name_points",
    "observations_by_year",
    "paired_bars",
    "paired_rates",
    "promise_and_outcome",
    "rates_by_document",
    "rates_by_year",
    "raw_strips",
    "reuse_network",
    "stacked_counts",
    "stacked_parts",
    "stacked_shares",
    "topic_documents",
    "topic_losses",
    "topic_scan",
    "topic_shares",
    "topic_stability",
    "topic_terms",
    "ways",
    "with_sense",
    "word_clouds",
    "wording_by_year",
]
