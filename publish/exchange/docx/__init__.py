"""Import of Word files (docs/word.md). Start with importer.py."""
