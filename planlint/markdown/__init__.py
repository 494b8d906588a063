"""Markdown: a plan's text becomes a document of nodes with exact places."""
