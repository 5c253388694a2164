"""What programs speak with the server: SPARQL 1.1 over HTTP, saved queries, descriptions."""
