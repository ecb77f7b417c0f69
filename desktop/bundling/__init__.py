"""How the program becomes a folder without Python beside it: used by ``build.spec`` alone."""
