"""When each call to Amazon Connect may be made, so that all containers together keep to the account's quota."""
