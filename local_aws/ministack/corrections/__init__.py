"""One module for each difference between ministack 1.5.33 and AWS.

`install_corrections` calls their `install`, which replaces functions of ministack. For each module, a test in
`local_aws/tests/functional/ministack` shows ministack alone doing otherwise.
"""
