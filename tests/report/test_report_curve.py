"""The learning curve: points worked out by hand in a box of 640 by 180."""

import pytest

from actbank.report.curve import learning_curve


def dev(epoch, tc, ac, whole):
    return {"epoch": epoch, "step": 9, "eval_dev_TC": tc, "eval_dev_AC+": ac, "eval_dev_tuple": whole}


LOG = [
    {"epoch": 1.0, "loss": 3.0},
    dev(1.0, 10.0, 0.0, 0.0),
    {"epoch": 2.0, "loss": 2.0},
    dev(2.0, 50.0, 25.0, 12.5),
    {"epoch": 4.0, "loss": 1.0},
    dev(4.0, 100.0, 75.0, 50.0),
    {"epoch": 4.0, "train_runtime": 3.0},
]


def test_points_by_hand():
    curve = learning_curve(LOG)
    # x = 640 * epoch / 4, y = 180 * (1 - percent / 100)
    assert {line.name: line.points for line in curve.lines} == {
        "TC": "160.0,162.0 320.0,90.0 640.0,0.0",
        "AC+": "160.0,180.0 320.0,135.0 640.0,45.0",
        "tuple": "160.0,180.0 320.0,157.5 640.0,90.0",
    }
    assert [(line.last, line.y) for line in curve.lines] == [(100.0, 0.0), (75.0, 45.0), (50.0, 90.0)]
    assert (curve.epochs, curve.width, curve.height) == (4, 640, 180)


@pytest.mark.parametrize("log", [[], LOG[:1], LOG[:3], [{"epoch": 1.0, "loss": 1.0}, {"epoch": 2.0, "loss": 0.5}]])
def test_fewer_than_two_epochs_are_no_curve(log):
    assert learning_curve(log) is None


def test_a_measure_that_is_not_in_the_log_has_no_line():
    log = [{"epoch": at, "eval_dev_AC+": 10.0 * at} for at in (1.0, 2.0)]
    assert [(line.name, line.points) for line in learning_curve(log).lines] == [("AC+", "320.0,162.0 640.0,144.0")]
