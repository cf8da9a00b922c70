"""Bytes of one file format to `Content`: a module a format, and nothing about who speaks."""
