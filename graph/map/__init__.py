"""Records to quads, document by document (`mapping`); sources put together as verdicts say (`regroup`)."""
