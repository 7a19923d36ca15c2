# A bucket and what goes into it.
terraform {
  required_version = ">= 1.5"
  backend "s3" {}
}
locals { name = "x-${var.env}" }
resource "aws_s3_bucket" "logs" {
  bucket        = local.name
  force_destroy = false
  tags          = { Env = var.env, "a b" : 1, (var.k) = [1, -2.50, null] }
  policy        = <<-JSON
    {"Version": "2012-10-17",
      "R": "${aws_iam_role.r.arn}"}
  JSON
  lifecycle_rule {
    enabled = !true
  }
  lifecycle_rule { enabled = var.on ? 1 : 2 }
}
resource "aws_s3_bucket" "other" {
  bucket = "%{if var.a}y%{else}n%{endif}" // c
  ids    = [for k, v in var.m : upper(v) if v != ""] /* c */
}
