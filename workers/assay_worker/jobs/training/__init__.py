"""Training as jobs: one step one program, runs of steps committed to, many workers over slow links (docs/training.md)."""
