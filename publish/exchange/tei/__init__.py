"""TEI P5 to manuscript files."""
