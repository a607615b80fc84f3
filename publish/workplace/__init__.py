"""NAMES: the editor's workplace, where open questions on names are seen and decided."""
