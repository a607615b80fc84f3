"""Turn the sources of a documentary edition into a print-ready PDF and an EPUB."""

__version__ = "0.1.0"
