"""Files of data/ and docs/ in, the same files mended, renamed or begun out: what the command line writes for a contributor."""
