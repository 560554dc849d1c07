"""`assay demo`: the whole loop on real chains, from posting to the verdict, with the reference as a witness."""
