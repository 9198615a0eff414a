"""Compares what the Terraform configuration uses with the schemas of the AWS provider's versions that it claims.

The schemas are in `tests/contract/provider_schemas`, cut down to the types that are used. `make provider-schemas`
writes them.
"""
