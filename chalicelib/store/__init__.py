"""The DynamoDB tables: one module an aggregate, each with the conditions of its writes."""
