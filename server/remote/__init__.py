"""A release that another program holds: any SPARQL 1.1 endpoint, asked and loaded over HTTP."""
