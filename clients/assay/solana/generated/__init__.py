"""The programs' IDLs as typed code. Made by scripts/gen.py; do not edit."""
