"""Jobs and providers brought together: needs as expressions, what a provider is as attributes, batches with dual prices (docs/matching.md)."""
