"""Experts' judgments: what was said, how good it was, and what it is paid. All of it can be computed again by anyone (docs/quality.md)."""
