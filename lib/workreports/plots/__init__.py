"""Pictures of tables; no module here knows a corpus."""
