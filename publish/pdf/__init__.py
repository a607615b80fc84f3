"""PAGINATE and BIND: sections to galleys, pages, a page map and one PDF."""
