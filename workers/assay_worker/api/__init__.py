"""Inference over HTTP, in the shape of OpenAI's embeddings, bought on the market; every answer carries a receipt that anyone can check on chain."""
