"""The engines side by side: each loads a file of triples and answers queries as a process."""
