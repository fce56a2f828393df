"""Plots of calibration: places worked out by hand in panels of 240 by 240, and files that need nothing else."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from actbank.metrics.confidences import Confidences
from actbank.problems import ActBankError
from actbank.report.calibration_page import check_target, svg, write_calibration
from actbank.report.calibration_plot import ROW, Bar, calibration_plot


def of(*pairs, unscored=0):
    scores, hits = zip(*pairs, strict=True) if pairs else ((), ())
    return Confidences(np.array(scores, dtype=float), np.array(hits, dtype=bool), unscored)


FOUND = of((0.25, 0), (0.75, 1), (0.75, 0), (1.0, 1), unscored=2)
CALIBRATION = {"events": FOUND, "arguments": of((0.5, 1)), "polarity": of(), "modality": of(unscored=3)}


def test_places_by_hand():
    plot = calibration_plot("events", FOUND)
    assert plot.about == "4 scored, 2 without score; 50.0 % right, mean score 68.8 %"
    # bins: 0.25 wrong; 0.75 one of two; 1.0 right
    assert [(dot.x, dot.y, dot.even) for dot in plot.dots] == [(60, 240, 180), (180, 120, 60), (240, 0, 0)]
    assert all(dot.high <= dot.y <= dot.low for dot in plot.dots)
    assert plot.dots[1].words == "2 with a mean score of 75.0 %: 50.0 % right"
    assert plot.bars == (Bar(60, 12, 22), Bar(180, 12, 44), Bar(228, 12, 22))
    # errors: 0 of 1, 0.5 of 2, 1 of 3, 2 of 4; the scale ends at 0.5
    assert plot.risk == "60.0,240.0 120.0,120.0 180.0,80.0 240.0,0.0"
    assert (plot.last, plot.error) == (0, "50.0")
    assert [words for _, words in plot.ticks] == ["0", "10", "20", "30", "40", "50"]
    assert [place for place, _ in plot.ticks] == pytest.approx([240, 192, 144, 96, 48, 0])
    # gaps 0.25, 2 * 0.25, 0; squares 0.0625, 0.0625, 0.5625, 0; risks 0, 0.25, 0.333, 0.5
    assert (plot.ece, plot.brier, plot.aurc) == ("18.8", "0.172", "27.1")


def test_a_curve_of_many_points_is_thinned_and_keeps_its_ends():
    plot = calibration_plot("events", of(*[(n / 1000, n % 10 > 0 and n < 995) for n in range(1000)]))
    points = plot.risk.split()
    assert len(points) == 200
    assert points[0].startswith("0.2,")
    assert points[-1] == f"240.0,{plot.last:.1f}"
    assert (
        plot.ticks[-1][1] == "20"
    )  # by hand: 10 of 51 are wrong where the scale begins to count, all of the first few


@pytest.mark.parametrize(("hits", "top"), [([1, 1], "5"), ([0, 0], "100"), ([1, 0], "50"), ([1, 1, 1, 0], "30")])
def test_the_scale_holds_the_highest_risk(hits, top):
    plot = calibration_plot("events", of(*[(1 - n / 10, hit) for n, hit in enumerate(hits)]))
    assert plot.ticks[-1][1] == top


def test_an_svg_is_well_formed_and_has_the_panels_one_above_the_other():
    scored = {"events": FOUND, "a<b": of((0.5, 1))}
    root = ElementTree.fromstring(svg(scored))
    assert root.get("viewBox") == f"0 0 680 {2 * ROW}"
    names = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.get("font-size") == "15"]
    assert names == ["events", "a<b"]
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 4


def test_files(tmp_path):
    assert write_calibration(tmp_path / "p.svg", CALIBRATION, "s") == [tmp_path / "p.svg"]
    assert (tmp_path / "p.svg").read_text(encoding="utf-8") == svg({k: CALIBRATION[k] for k in ("events", "arguments")})
    assert write_calibration(tmp_path / "new" / "p.html", CALIBRATION, "s") == [tmp_path / "new" / "p.html"]
    written = write_calibration(tmp_path / "folder", CALIBRATION, "s")
    assert [file.name for file in written] == ["events.svg", "arguments.svg", "calibration.html"]
    assert all(file.is_file() for file in written)
    (tmp_path / "f.d").mkdir()
    assert len(write_calibration(tmp_path / "f.d", CALIBRATION, "s")) == 3


def test_the_page_has_the_table_the_bins_and_the_signature_and_needs_nothing_from_outside(tmp_path):
    write_calibration(tmp_path / "p.html", CALIBRATION, "match:exact|n:<1>")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert page.count("<svg xmlns") == 2
    assert "match:exact|n:&lt;1&gt;" in page
    rows = re.findall(r"<tr><td>(.*?)</td></tr>", page)
    assert [row.split("</td><td>")[:3] for row in rows[:4]] == [
        ["events", "4", "50.00"],
        ["arguments", "1", "100.00"],
        ["polarity", "0", "-"],
        ["modality", "0", "-"],
    ]
    assert [row.split("</td><td>")[:4] for row in rows[4:7]] == [
        ["1", "1", "25.0", "0.0"],
        ["2", "2", "75.0", "50.0"],
        ["3", "1", "100.0", "100.0"],
    ]
    assert re.findall(r'(?:src|href)="|url\(', page) == []


def test_what_cannot_be_written(tmp_path):
    with pytest.raises(ActBankError, match=r"p\.png: plots are written to a file ending in \.svg or \.html"):
        check_target(tmp_path / "p.png")
    with pytest.raises(ActBankError, match="no prediction has a score, so there is nothing to plot"):
        write_calibration(tmp_path / "p.svg", {"events": of(unscored=2)}, "s")
    assert list(tmp_path.iterdir()) == []
