"""IN/OUT: importers write manuscript files; the build never imports this package."""
