"""What others publish in, data/fetched/ out: adapters read, a judge compares with the last good copy, a report tells."""
