"""Accepted knowledge in the words of other vocabularies.

statements   what the alignments let follow from statements, thing by thing
generation   a generation with a graph per vocabulary, `<base>graph/aligned/<vocabulary>`, made when first asked for
"""  # noqa: E501
