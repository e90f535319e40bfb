"""GEOS prepared geometry alone, as Debian's python3-shapely gives it: a tree of boxes, prepared intersects, intersection.

    /usr/bin/python3 geosPrepared.py LEFT RIGHT PROCESSES

LEFT and RIGHT are files of PostgreSQL's binary COPY format (id, geometry as WKB). Prints one line of JSON. Reading the files and
building the tree is not counted, nor is the area on the ellipsoid, which GEOS does not know.
"""
import json
import os
import struct
import sys
import time
from multiprocessing import Pool

from shapely import wkb
from shapely.prepared import prep
from shapely.strtree import STRtree


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    at, found = 19, []
    while True:
        (fields,) = struct.unpack_from(">h", data, at)
        if fields < 0:
            return found
        (length,) = struct.unpack_from(">i", data, at + 10)
        found.append(wkb.loads(data[at + 14 : at + 14 + length]))
        at += 14 + length


def overlay(bounds):
    started, cpu = time.perf_counter(), time.process_time()
    candidates = pairs = 0
    area = 0.0
    for place in range(*bounds):
        one = LEFT[place]
        prepared = prep(one)
        for other in TREE.query(one):
            candidates += 1
            if prepared.intersects(other):
                common = one.intersection(other)
                if common.area > 0:
                    pairs += 1
                    area += common.area
    return time.perf_counter() - started, time.process_time() - cpu, candidates, pairs, area


LEFT, RIGHT = read(sys.argv[1]), read(sys.argv[2])
TREE = STRtree(RIGHT)
if LEFT:
    TREE.query(LEFT[0])
processes = int(sys.argv[3])
step = -(-len(LEFT) // processes)
parts = [(at, min(at + step, len(LEFT))) for at in range(0, len(LEFT), step)]
started = time.perf_counter()
with Pool(processes) as pool:
    results = pool.map(overlay, parts, 1)
seconds = time.perf_counter() - started
print(
    json.dumps(
        {
            "seconds": seconds,
            "cpu": sum(one[1] for one in results),
            "candidates": sum(one[2] for one in results),
            "found": sum(one[3] for one in results),
            "area": sum(one[4] for one in results),
        }
    )
)
