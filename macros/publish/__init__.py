"""Pages in, a site out: addresses, shell, glossary links, exports, build."""
