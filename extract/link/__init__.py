"""Links between things of ours and what other people's authorities call them, as SSSOM."""
