# Refuses `terraform destroy` under deletion_protection. Terraform destroys it before everything that it depends on, so
# it depends on everything: its function answers with an error, and Terraform stops before it has touched anything else.
#
# The guard exists with and without deletion_protection, and only its scope differs. If it existed with protection
# alone, switching protection off would destroy it, and it would refuse that. With CREATE_ONLY the function is not
# invoked on destroy. The input must be the same in both scopes, because a new input would replace the guard, and it
# would refuse that as well. With CRUD the provider adds "tf" to the input; for CREATE_ONLY it is written here.
resource "aws_lambda_invocation" "guard_deletion" {
  function_name   = module.lifecycle.name
  input           = jsonencode({ hook = "guard_deletion", name = var.name, tf = { action = "create" } })
  lifecycle_scope = var.settings.deletion_protection ? "CRUD" : "CREATE_ONLY"

  depends_on = [
    var.guarded,
    var.instance,
    module.storage,
    module.monitoring,
    module.lifecycle,
    module.ingest,
    module.provision,
    module.report,
    module.upkeep,
    aws_cloudwatch_event_target.upkeep,
    aws_iam_policy.operator,
    aws_iam_policy.password_reader,
    aws_iam_policy.uploader,
    aws_lambda_event_source_mapping.retries,
    aws_lambda_function_event_invoke_config.ingest,
    aws_lambda_function_event_invoke_config.upkeep,
    aws_lambda_invocation.associate_phone_number,
    aws_lambda_invocation.disable_queue,
    aws_lambda_invocation.offer_quick_connects,
    aws_lambda_invocation.purge_passwords,
    aws_lambda_invocation.release_users,
    aws_lambda_invocation.take_over_phone_number,
    aws_s3_bucket_notification.uploads,
    aws_ssm_parameter.deployment,
  ]
}
