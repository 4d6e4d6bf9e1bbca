"""brat.py FILE.ann: holds a file of annotations to the rules of brat's standoff format, with the text beside it and the types that
annotation.conf names. It prints how many annotations there are, or says on standard error what is wrong."""

import os
import re
import sys


def configuration(path):
    """Returns the sections of annotation.conf: of each type, its arguments or values."""
    sections, section = {}, None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line:
            name, _, rest = line.partition("\t")
            section[name] = dict(part.split(":", 1) for part in rest.split(", ") if ":" in part)
    return sections


def check(path):
    base = path[: -len(".ann")]
    text = open(base + ".txt", encoding="utf-8", newline="").read()
    types = configuration(os.path.join(os.environ.get("BRAT_CONF", os.path.dirname(path)), "annotation.conf"))
    spans, events, attributes, relations, seen = {}, {}, [], [], set()
    lines = open(path, encoding="utf-8", newline="").read().split("\n")
    assert lines.pop() == "", "the last line does not end"

    def new(name):
        assert name not in seen, f"{name} stands twice"
        seen.add(name)

    for line in lines:
        kind = line[0]
        parts = line.split("\t")
        if kind == "T":
            new(parts[0])
            of, _, where = parts[1].partition(" ")
            bounds = [tuple(map(int, pair.split(" "))) for pair in where.split(";")]
            assert all(0 <= a < b <= len(text) for a, b in bounds), f"{parts[0]} is not in the text"
            assert all(left[1] <= right[0] for left, right in zip(bounds, bounds[1:])), f"{parts[0]} goes backwards"
            words = " ".join(text[a:b] for a, b in bounds)
            assert words == parts[2], f"{parts[0]} is {words!r}, not {parts[2]!r}"
            assert words.splitlines() == [words], f"{parts[0]} runs over a line"
            assert of in types["entities"] or of in types["events"], f"{parts[0]} is a {of}"
            spans[parts[0]] = of
        elif kind == "E":
            new(parts[0])
            trigger, *arguments = parts[1].split(" ")
            events[parts[0]] = (trigger, arguments)
        elif kind == "R":
            new(parts[0])
            relations.append((parts[0], *parts[1].split(" ")))
        elif kind == "A":
            new(parts[0])
            attributes.append((parts[0], *parts[1].split(" ")))
        elif kind == "*":
            name, *members = parts[1].split(" ")
            assert name in types["relations"] and len(members) > 1, line
            relations.extend((name, name, f"Arg1:{m}", f"Arg2:{members[0]}") for m in members)
        elif kind == "#":
            new(parts[0])
            attributes.append((parts[0], *parts[1].split(" ")))
        else:
            raise AssertionError(f"no line begins with {kind}")

    known = set(spans) | set(events) | {r[0] for r in relations if r[0][0] == "R"}
    for name, (trigger, arguments) in events.items():
        of, _, at = trigger.partition(":")
        assert spans.get(at) == of, f"{name} is a {of}, its trigger {at} a {spans.get(at)}"
        roles = {role.rstrip("?*+"): role for role in types["events"][of]}
        counts = {}
        for argument in arguments:
            role, _, to = argument.partition(":")
            role = re.sub(r"\d+$", "", role)
            assert role in roles, f"a {of} has no {role}"
            assert to in known, f"{name} has {to}, which is nowhere"
            counts[role] = counts.get(role, 0) + 1
        for role, written in roles.items():
            assert written[-1] in "*+" or counts.get(role, 0) <= 1, f"{name} has several {role}"
            assert written[-1] in "*?" or counts.get(role, 0) >= 1, f"{name} has no {role}"
    for name, of, first, second in relations:
        assert of in types["relations"], f"{name} is a {of}"
        for argument in (first, second):
            assert argument.partition(":")[2] in known, f"{name} has {argument}, which is nowhere"
    for name, of, at, *value in attributes:
        assert at in known, f"{name} is of {at}, which is nowhere"
        if name[0] == "A":
            values = types["attributes"].get(of, {}).get("Value", "").split("|")
            assert value and value[0] in values, f"{name} is {of} {value}"
    return len(spans) + len(events) + len(relations)


if __name__ == "__main__":
    try:
        print(check(sys.argv[1]))
    except (AssertionError, ValueError, KeyError, IndexError) as wrong:
        sys.exit(f"{type(wrong).__name__}: {wrong}")
