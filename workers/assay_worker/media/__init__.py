"""Media with provenance: C2PA manifests signed by subjects' keys, read at arm's length, checked against the chain (docs/media.md)."""
