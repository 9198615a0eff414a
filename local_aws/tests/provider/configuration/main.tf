# Every aws_connect_* resource and data source that the local Connect serves. `revision` changes what can change.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0, != 6.14.0"
    }
  }
}

variable "revision" {
  description = "1 as created, 2 as updated in place."
  type        = number
  default     = 1
}

locals {
  second = var.revision == 2
  tags   = local.second ? { purpose = "provider test", revision = "two" } : { purpose = "provider test", first = "yes" }
}

provider "aws" {
  max_retries = 3
}

resource "aws_connect_instance" "this" {
  instance_alias                   = "provider-test"
  identity_management_type         = "CONNECT_MANAGED"
  inbound_calls_enabled            = true
  outbound_calls_enabled           = !local.second
  contact_flow_logs_enabled        = local.second
  contact_lens_enabled             = !local.second
  auto_resolve_best_voices_enabled = true
  early_media_enabled              = true
  multi_party_conference_enabled   = local.second
  tags                             = local.tags
}

resource "aws_connect_contact_flow" "this" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "Greeting, changed" : "Greeting"
  description = local.second ? "" : "Greets & hangs up"
  type        = "CONTACT_FLOW"
  content = jsonencode({
    Version     = "2019-10-30"
    StartAction = "greet"
    Actions = [
      {
        Identifier = "greet"
        Type       = "MessageParticipant"
        Parameters = { Text = local.second ? "Hello & goodbye <again>" : "Hello" }
        Transitions = {
          NextAction = "hang-up"
          Errors     = [{ NextAction = "hang-up", ErrorType = "NoMatchingError" }]
        }
      },
      { Identifier = "hang-up", Type = "DisconnectParticipant", Parameters = {}, Transitions = {} },
    ]
  })
  tags = local.tags
}

resource "aws_connect_contact_flow_module" "this" {
  instance_id = aws_connect_instance.this.id
  name        = local.second ? "Survey, changed" : "Survey"
  description = local.second ? "Asks & thanks" : "Asks"
  content = jsonencode({
    Version     = "2019-10-30"
    StartAction = "ask"
    Actions = [
      {
        Identifier  = "ask"
        Type        = "MessageParticipant"
        Parameters  = { Text = local.second ? "How was it & why?" : "How was it?" }
        Transitions = { NextAction = "return", Errors = [{ NextAction = "return", ErrorType = "NoMatchingError" }] }
      },
      { Identifier = "return", Type = "EndFlowModuleExecution", Parameters = {}, Transitions = {} },
    ]
    Settings = {
      InputParameters  = []
      OutputParameters = []
      Transitions = [
        { DisplayName = "Success", ReferenceName = "Success", Description = "" },
        { DisplayName = "Error", ReferenceName = "Error", Description = "" },
      ]
    }
  })
  tags = local.tags
}

resource "aws_connect_contact_flow" "whisper" {
  instance_id = aws_connect_instance.this.id
  name        = "Outbound greeting"
  type        = "OUTBOUND_WHISPER"
  content = jsonencode({
    Version     = "2019-10-30"
    StartAction = "say"
    Actions = [
      {
        Identifier = "say"
        Type       = "MessageParticipant"
        Parameters = { Text = "This call is recorded" }
        Transitions = {
          NextAction = "end"
          Errors     = [{ NextAction = "end", ErrorType = "NoMatchingError" }]
        }
      },
      { Identifier = "end", Type = "EndFlowExecution", Parameters = {}, Transitions = {} },
    ]
  })
}

# A number can move to another instance, which is all that can be changed of it besides its tags.
resource "aws_connect_instance" "other" {
  instance_alias           = "provider-test-other"
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
}

resource "aws_connect_phone_number" "direct" {
  target_arn   = aws_connect_instance.this.arn
  country_code = "US"
  type         = "DID"
  description  = "Main number"
  tags         = local.tags
}

resource "aws_connect_phone_number" "toll_free" {
  target_arn   = local.second ? aws_connect_instance.other.arn : aws_connect_instance.this.arn
  country_code = "DE"
  type         = "TOLL_FREE"
  prefix       = "+49800"

  lifecycle {
    # The provider can't read it, so that an import would plan another number.
    ignore_changes = [prefix]
  }
}

resource "aws_connect_vocabulary" "this" {
  instance_id   = aws_connect_instance.this.id
  name          = "places"
  language_code = "en-US"
  content       = "Phrase\tIPA\tSoundsLike\tDisplayAs\nLos-Angeles\t\t\tLos Angeles"
  tags          = local.tags
}

resource "aws_connect_bot_association" "this" {
  instance_id = aws_connect_instance.this.id

  lex_bot {
    name       = local.second ? "Returns" : "Orders"
    lex_region = "us-east-1"
  }
}
