"""What a deployment costs a month, from list prices and from the calls that `make bench` counted.

    python -m scripts.costs            prints the tables
    python -m scripts.costs --write    writes them into docs/costs.md
    python -m scripts.costs --check    fails if they are not what it would write

Prices and what an import takes are in `import_prices`, what a month takes in `monthly`.
"""
