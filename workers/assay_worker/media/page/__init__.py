"""`assay serve`: a page on which a file is dropped and its story is told (docs/page.md)."""
