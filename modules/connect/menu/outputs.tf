output "content" {
  description = "The flow, of type CONTACT_FLOW, in Amazon Connect's flow language: JSON for aws_connect_contact_flow."
  value       = local.content
}

output "tree" {
  description = <<-EOT
    The menu as a list of its keys, in the order in which callers hear them.
    key: what a caller presses.
    words: what a caller hears of it.
    kind: "queue", "flow", "phone_number" or "repeat".
    target: ARN or number; null for "repeat".
  EOT
  value       = local.tree
}
