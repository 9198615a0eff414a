# Written by `make docs` from lambda_src/roster/columns.

locals {
  # The columns of a directory.
  directory_columns = [
    "username",
    "first_name",
    "last_name",
    "name",
    "email",
    "secondary_email",
    "mobile",
    "password",
    "routing_profile",
    "security_profiles",
    "user_hierarchy",
    "phone_type",
    "desk_phone_number",
    "auto_accept",
    "acw_seconds",
    "persistent_connection",
    "voice_enhancement",
    "auto_accept_chat",
    "auto_accept_task",
    "auto_accept_email",
    "acw_seconds_chat",
    "acw_seconds_task",
    "acw_seconds_email",
    "quick_connect",
    "tags",
    "proficiencies",
    "status",
  ]

  # Those that agents may share, so that a deployment may set them for directories that lack them.
  shared_columns = [
    "routing_profile",
    "security_profiles",
    "user_hierarchy",
    "phone_type",
    "auto_accept",
    "acw_seconds",
    "persistent_connection",
    "voice_enhancement",
    "auto_accept_chat",
    "auto_accept_task",
    "auto_accept_email",
    "acw_seconds_chat",
    "acw_seconds_task",
    "acw_seconds_email",
    "quick_connect",
    "tags",
    "proficiencies",
  ]
}
