"""What happened, who decided what, and when."""
