"""Least privilege, proved both ways: all that is needed is allowed, and nothing that is forbidden.

`needed` and `forbidden` list requests, `evaluator` decides on them as AWS would, with the rendered policies of
`tests/contract/policies`, and `mutants` takes the policies apart. A part that no needed request misses is a permission
too many, and a condition that no forbidden request misses is one that nobody checks.
"""
