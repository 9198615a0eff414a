# Not the deletion guard: var.guarded may hold what was made with this output, such as objects that were sent to the
# upload bucket, and the guard comes after those.
output "deployment" {
  description = <<-EOT
    Names of all that staffs the instance, once it works: an upload that waits for this output is taken in.
    name: the deployment's name.
    region: AWS region of the deployment.
    agents_table: table with the wanted state of each agent, and what became of it.
    dashboard_name: CloudWatch dashboard; its first row says whether all is well.
    failure_queue_url: queue for what a function could not do after all retries.
    files_table: table with every upload: its data, or its import's record.
    function_names: the functions by their part in the flow: lifecycle, ingest, provision, report, upkeep.
    instance_arn: ARN of the Amazon Connect instance.
    instance_id: id of the Amazon Connect instance.
    notification_topic_arn: topic that is told of each import that is over and of each alarm.
    outcomes_table: table with what became of each provisioned line.
    password_secret_prefix: initial passwords are in secrets <prefix>/<import id>/<first line>.
    people_policy_arns: ARNs of the managed policies for people: operator, password_reader, uploader for the whole upload bucket, uploaders by team; null without people_policies.
    report_bucket: bucket with the reports.
    upload_bucket: bucket to upload agent directories and other files to.
  EOT
  # Not in the parameter: it takes 4 KB, and nobody looks policies up there.
  value = merge(local.deployment, { people_policy_arns = local.people_policies })

  depends_on = [
    module.lifecycle,
    module.ingest,
    module.provision,
    module.report,
    module.upkeep,
    module.monitoring,
    aws_cloudwatch_event_target.upkeep,
    aws_lambda_function_event_invoke_config.ingest,
    aws_lambda_function_event_invoke_config.upkeep,
    aws_s3_bucket_notification.uploads,
    aws_ssm_parameter.deployment,
  ]
}
