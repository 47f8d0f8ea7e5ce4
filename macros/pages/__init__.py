"""Answers in, HTML out: a module and templates a kind of page, cells, tables, charts, and what a writer may call."""
