import pytest
from pydantic import ValidationError

from bench.scoring.parameters import Parameters, default_parameters


def test_the_shipped_parameters_can_be_read_and_their_shares_rise():
    shipped = default_parameters()
    assert list(shipped.repeat_shares) == sorted(set(shipped.repeat_shares))
    assert shipped.rank_percentiles[0] < shipped.rank_percentiles[1]


def test_a_parameter_out_of_range_or_unknown_is_refused():
    data = default_parameters().model_dump()
    with pytest.raises(ValidationError):
        Parameters.model_validate({**data, "saturation": 0})
    with pytest.raises(ValidationError):
        Parameters.model_validate({**data, "saturtion": 1})
