"""PACKAGE: sections and page map to EPUB 3.3."""
