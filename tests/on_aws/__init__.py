"""`make test-aws`: the end-to-end tests on the environment's account, from a plan with its price to nothing left."""
