"""Hooks for tools: each step of an editor, a renderer or a generator is recorded as it is taken (docs/tools.md)."""
