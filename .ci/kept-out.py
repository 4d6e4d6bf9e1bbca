#!/usr/bin/env python3
"""kept-out.py times|plv CORPORA OUT: the fifth of a corpus that is kept out of development, by FNV-1a (32 bits) mod 5 = 0.

times  of the file names of TimeBank and AQUAINT: OUT becomes a folder of links (corpus.KeptOut)
plv    of the sentences of PLV train: OUT becomes a file of their lines (corpus.CodedKeptOut)
"""
import glob, json, os, sys


def kept(words):
    h = 0x811c9dc5
    for c in words.encode():
        h = (h ^ c) * 0x01000193 & 0xffffffff
    return h % 5 == 0


what, corpora, out = sys.argv[1:]
if what == 'times':
    os.makedirs(out)
    for name in sorted(glob.glob(f'{corpora}/timeml/tbaq_*/*.tml')):
        base = os.path.basename(name)
        if kept(base):
            os.symlink(os.path.abspath(name), f'{out}/{base}')
else:
    with open(out, 'w', encoding='utf-8') as f:
        for line in open(f'{corpora}/events/plv/plv.train.jsonl', encoding='utf-8'):
            if kept(json.loads(line)['sentence'].strip()):
                f.write(line)
