"""The rules that come with wishare-lint: one file each, in folders by subject."""
