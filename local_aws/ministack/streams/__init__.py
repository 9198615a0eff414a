"""Event source mappings of DynamoDB streams, as Lambda polls them.

ministack 1.5.33 knows one shard, ignores `batchItemFailures`, retries without end, and does not bisect.
"""
