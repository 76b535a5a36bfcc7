"""Views that a script draws: the relationship graph and the SPARQL editor."""
