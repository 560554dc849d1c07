"""Rendering as jobs: a tile of a path-traced picture is one program over the operators there are (docs/render.md)."""
