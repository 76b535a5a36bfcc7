"""Search over the names of a release: folding, index and ranking, facets, page and API."""
