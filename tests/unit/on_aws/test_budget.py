"""What a run makes and costs."""

from tests.on_aws.budget import dollars, planned


def test_what_is_made_is_counted_by_type() -> None:
    lines = planned(["aws_kms_key", "aws_s3_bucket", "aws_s3_bucket"])

    assert [line.split() for line in lines] == [["2", "aws_s3_bucket"], ["1", "aws_kms_key"]]


def test_what_is_priced_by_the_month_costs_its_share_and_a_number_whole_days() -> None:
    nothing = dollars([], hours=1)

    assert dollars(["aws_kms_key"], hours=730) - dollars([], hours=730) == 1.0
    assert round(dollars(["aws_connect_phone_number"], hours=1) - nothing, 4) == 0.03
    assert round(dollars(["aws_connect_phone_number"], hours=25) - dollars([], hours=25), 4) == 0.06
    assert dollars(["aws_s3_bucket"] * 4, hours=1) == nothing > 0
