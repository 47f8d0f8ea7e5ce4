"""A Catalog in, answers out: access, openness, licensing. Pure functions, no HTML."""
