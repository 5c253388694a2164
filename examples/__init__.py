"""A short history essay of our own and its review log, shipped for `regesta demo`."""
