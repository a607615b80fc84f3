"""ANNOTATE: notes, names, terms and cross-references to References; later the index."""
