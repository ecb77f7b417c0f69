"""ODK's functions on geopoints, geotraces and geoshapes, on a sphere of the equator's radius."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Final

from ..values import NAN, ODK, Value, to_text
from .core import half_up
from .registry import Library

LIBRARY: Final = Library()
_RADIUS: Final = 6_378_100
"""Metres."""
_DEGREES: Final = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def _degrees(text: str, limit: float) -> float | None:
    if not _DEGREES.fullmatch(text):
        return None
    value = float(text)
    return value if abs(value) <= limit else None


def _points(groups: tuple[list[Value], ...]) -> list[Point] | None:
    """The points of geopoints, or of ``;``-separated lists of them; None when one is not valid."""
    points: list[Point] = []
    for value in (value for group in groups for value in group):
        parts = [part.split() for part in to_text(value, ODK).strip().split(";")]
        if len(parts) > 1 and not parts[-1]:
            parts.pop()
        for part in parts:
            if not 2 <= len(part) <= 4:
                return None
            latitude, longitude = _degrees(part[0], 90), _degrees(part[1], 180)
            if latitude is None or longitude is None:
                return None
            points.append((latitude, longitude))
    return points


def _hundredths(value: float) -> float:
    return abs(float(half_up(value * 100)) / 100)


@LIBRARY.plain("distance(values*) -> number")
def distance(*groups: list[Value]) -> float:
    """Metres along the points, in their order; NaN with fewer than two."""
    points = _points(groups)
    if points is None or len(points) < 2:
        return NAN
    along = sum(_great_circle(start, end) for start, end in pairwise(points))
    return _hundredths(along * _RADIUS)


def _great_circle(start: Point, end: Point) -> float:
    """Radians between two points, by the spherical law of cosines."""
    first, second = math.radians(start[0]), math.radians(end[0])
    turn = math.radians(start[1] - end[1])
    cosine = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(
        turn
    )
    return math.acos(max(-1.0, min(1.0, cosine)))


@LIBRARY.plain("area(values) -> number")
def area(*groups: list[Value]) -> float:
    """Square metres within the points, closed if they are not; 0 when there is nothing within."""
    points = _points(groups)
    if points is None or len(points) < 3:
        return 0.0
    closed = points if points[0] == points[-1] else [*points, points[0]]
    total = 0.0
    for start, end in pairwise(closed):
        rise = 2 + math.sin(math.radians(end[0])) + math.sin(math.radians(start[0]))
        total += math.radians(end[1] - start[1]) * rise
    return _hundredths(total * _RADIUS * _RADIUS / 2)


LIBRARY.alias("enclosed-area", "area")


@LIBRARY.plain("geofence(values, values) -> boolean")
def geofence(place: list[Value], shape: list[Value]) -> bool:
    """Whether the geopoint lies within the geoshape, by counting crossings of its edges."""
    points, corners = _points((place,)), _points((shape,))
    if not points or not corners or len(corners) < 4:
        return False
    latitude, longitude = points[0]
    inside = False
    for start, end in pairwise(corners):
        if (start[0] > latitude) != (end[0] > latitude):
            crossing = (end[1] - start[1]) * (latitude - start[0]) / (end[0] - start[0])
            if longitude < crossing + start[1]:
                inside = not inside
    return inside
