"""Many documents extracted, several at a time: on this machine or on others."""
