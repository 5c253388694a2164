"""What is cited, told by the parts a citation has: works, documents, the press."""
