"""Changes to the ministack of this process where it differs from AWS.

The PyPI package of the same name is imported as `ministack`; this one is always `local_aws.ministack`.
"""
