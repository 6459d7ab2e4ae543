"""`python -m bench` does what `regionbench` does."""

from bench.cli import main

main()
