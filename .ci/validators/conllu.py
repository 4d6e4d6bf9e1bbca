"""conllu.py FILE: holds a file to the rules of CoNLL-U Plus: its columns are named, words are numbered, no cell is empty, the words of a
sentence are its text, and labels that go on have begun. It prints how many words there are, or says what is wrong."""

import sys


def sentences(path):
    raw = open(path, encoding="utf-8", newline="").read()
    assert raw.endswith("\n\n"), "the last sentence does not end in a blank line"
    assert "\r" not in raw, "a line ends in CR"
    block = []
    for line in raw.split("\n")[:-1]:
        if line:
            block.append(line)
        else:
            assert block, "two blank lines"
            yield block
            block = []


def check(path):
    count, columns, names = 0, None, set()
    labels = {}
    for block in sentences(path):
        comments = [line for line in block if line.startswith("#")]
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        about = dict(line[2:].split(" = ", 1) for line in comments if " = " in line)
        if "global.columns" in about:
            columns, names, labels = about["global.columns"].split(" "), set(), {}
        assert columns and columns[:2] == ["ID", "FORM"] and "MISC" in columns, "the columns are not named in the first line"
        assert rows, "a sentence without words"
        assert "text" in about and about.get("sent_id"), "a sentence without text or name"
        if "newdoc id" in about:
            document, labels = about["newdoc id"], {}
        name = (document, about["sent_id"])
        assert name not in names, f"{name} stands twice"
        names.add(name)
        expected, multi, text = 1, 0, ""
        for row in rows:
            assert len(row) == len(columns), f"{name}: {len(row)} columns, not {len(columns)}"
            assert all(cell and cell == cell.strip() for cell in row), f"{name}: an empty cell"
            cells = dict(zip(columns, row))
            first, _, last = cells["ID"].partition("-")
            assert first == str(expected), f"{name}: word {cells['ID']} stands at {expected}"
            after = "" if "SpaceAfter=No" in cells["MISC"].split("|") else " "
            if last:
                multi = int(last)
                assert multi > expected, f"{name}: {cells['ID']}"
                text += cells["FORM"] + after
                continue
            if expected > multi:
                text += cells["FORM"] + after
            expected += 1
            count += 1
            for column in columns:
                if not column.startswith("READOUT:"):
                    continue
                here = set()
                for label in cells[column].split("|") if cells[column] != "_" else []:
                    mark, _, rest = label.partition("-")
                    assert mark in "BI" and rest, f"{name}: label {label}"
                    assert mark == "B" or rest in labels.get(column, set()), f"{name}: {label} has not begun"
                    here.add(rest)
                labels[column] = here
        assert "".join(text.split()) == "".join(about["text"].split()), f"{name}: the words are {text!r}, not {about['text']!r}"
        assert text.rstrip() == about["text"] or "  " in about["text"], f"{name}: spaces: {text!r}, not {about['text']!r}"
    return count


if __name__ == "__main__":
    try:
        print(check(sys.argv[1]))
    except (AssertionError, ValueError, KeyError, IndexError) as wrong:
        sys.exit(f"{type(wrong).__name__}: {wrong}")
