"""Ratios against peers, each pair of figures from the same run."""
