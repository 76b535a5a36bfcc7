"""A release as open data: its description, downloads, change log."""
