"""The programs' ABIs as typed code. Made by scripts/gen.py; do not edit."""
