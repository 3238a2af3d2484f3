"""What Ruby code means in Rails: migrations, operations, schema, models and enums."""
