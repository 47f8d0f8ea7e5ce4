"""License records and a use in, answers out: may one, under what conditions, and by which clause."""
