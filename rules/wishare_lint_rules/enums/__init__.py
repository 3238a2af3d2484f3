"""Rules about the labels of enums and the values that rows hold for them."""
