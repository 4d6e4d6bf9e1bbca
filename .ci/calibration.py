#!/usr/bin/env python3
"""calibration.py SHARED < RECORDS.jsonl: of the statements of PolNeAR dev given a confidence, how many are right.

Right: content, cue and source overlap those of one gold attribution, as in score_attributions.py's "full". A bare
quotation that carries on has no cue, and PolNeAR marks none, so that it counts as wrong. Prints the expected calibration
error over tenths, and for each tenth how many statements there are, the share that is right, and the mean confidence.

    readout read --format jsonl ../shared/corpora/polnear/dev/text/*.txt | .ci/calibration.py ../shared
"""
import json, sys

shared = sys.argv[1]
sys.path.insert(0, f'{shared}/eval')
from score_attributions import any_chars, chars, dice, read_ann, words

gold_dir = f'{shared}/corpora/polnear/dev'
primary = {f[0]: f[2] for f in (line.split('\t') for line in open(f'{gold_dir}/primary.tsv', encoding='utf-8'))}
bins = [[0, 0, 0.0] for _ in range(10)]
for line in sys.stdin:
    doc = json.loads(line)
    text = doc['article']['text']
    gold = read_ann(f"{gold_dir}/attributions/{primary[doc['article']['id']]}")
    for s in doc.get('statements', []):
        if s.get('within'):
            continue
        spans = lambda x: [(x['start'], x['end'])] if x else []
        cue, source = spans(s.get('cue')), spans(s.get('source'))
        content = chars(text, [(c['start'], c['end']) for c in s['content']])
        right = any(
            dice(chars(text, g['content']), content) >= 0.5 and any_chars(g.get('cue', [])) & any_chars(cue)
            and (words(text, g.get('source', [])) & words(text, source) or not (g.get('source') or source))
            for g in gold)
        p = s.get('confidence', 0)
        b = bins[min(9, int(p * 10))]
        b[0] += 1
        b[1] += bool(right)
        b[2] += p
n = sum(b[0] for b in bins)
print(f'{n} statements, expected calibration error {sum(abs(b[1] - b[2]) for b in bins) / n:.3f}')
for i, b in enumerate(bins):
    if b[0]:
        print(f'{i / 10:.1f}  {b[0]:5d}  right {b[1] / b[0]:.3f}  said {b[2] / b[0]:.3f}')
