"""Stories and checks; see docs/invariants.md."""
