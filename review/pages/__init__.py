"""The pages of review: the thesis on the left, the candidate on the right, a verdict by one key (`app`)."""
