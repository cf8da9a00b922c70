"""Paragraphs to turns: which words are a label, who speaks, what is no talk. Knows no format and no participant."""
