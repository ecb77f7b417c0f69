"""How each language writes dates and numbers, where Django's own idea falls short."""
