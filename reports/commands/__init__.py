"""What ``python -m reports`` can do, one module a verb; each has ``main(argv) -> exit code``."""
