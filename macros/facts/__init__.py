"""YAML in, a Catalog out: documents, records, the schema of each kind, the rules, problems."""
