"""A brief on its way out, in each format a module: which there are, and how each is called, is said in `formats`.

What people wrote is text in all of them, never markup; the shareable part is written unless another is asked for.
"""
