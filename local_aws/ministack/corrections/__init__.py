"""Where ministack differs from AWS in what this project rests on, put right one by one.

Each module names the difference it corrects, seen in ministack 1.5.33; `local_aws/tests/functional/ministack` shows
each of them, with ministack alone failing.
"""
