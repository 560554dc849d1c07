"""State and events as frozen pydantic models, one module a program."""
