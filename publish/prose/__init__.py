"""PARSE: Markdown to sanitised HTML fragments, through pandoc."""
