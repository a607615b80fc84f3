"""Import of a printed book that was recognised to Markdown; start in importer.py."""
