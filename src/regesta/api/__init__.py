"""What a program or a notebook does with Regesta: read, propose, review, build, ask. `regesta` itself offers
these names."""
