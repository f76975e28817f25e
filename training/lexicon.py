"""Writes which Penn tags a word may have, from two free lexicons.

    python lexicon.py BRILL.json LEXICON.tsv

The first is what the npm package `brill` exports, as JSON, the second the Python package `lemminflect`, which must be installed. What the first knows of a word counts; the second fills the gaps.
A line is a word in lower case, a tab and its tags, the most usual first.
"""

import csv
import gzip
import importlib.util
import json
import os
import re
import sys

TAGS = set("CC CD DT EX FW IN JJ JJR JJS MD NN NNP NNPS NNS PDT PRP PRP$ RB RBR RBS RP TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB".split())
# A word has two of these or none, whatever a lexicon happens to have seen.
TOGETHER = [("VB", "VBP"), ("VBP", "VB"), ("VBD", "VBN")]
# A capital in the first lexicon makes a word a name if it has one of these tags, and it may then be an adjective ("Roman").
NAME = {"NNP", "NNPS"}


def brill(path):
    """Yields (word, tags)."""
    with open(path, encoding="utf-8") as file:
        for word, tags in json.load(file).items():
            tags = [tag for part in tags if part for tag in part.split("|")]
            yield word, [tag for tag in tags if tag in TAGS]


def tables(name):
    folder = os.path.dirname(importlib.util.find_spec("lemminflect").origin)
    with gzip.open(os.path.join(folder, "resources", name), "rt", encoding="utf-8") as file:
        yield from csv.reader(file)


def lemminflect():
    """Yields (word, tag)."""
    bases = {"noun": ["NN"], "adj": ["JJ"], "adv": ["RB"], "verb": ["VB"], "aux": ["MD"]}
    forms = {"noun": ["NNS"], "adj": ["JJR", "JJS"], "adv": ["RBR", "RBS"], "verb": ["VBD", "VBN", "VBG", "VBZ"]}
    for lemma, kind, *cells in tables("infl_lu.csv.gz"):
        for tag in bases.get(kind, []):
            yield lemma, tag
        for tag, cell in zip(forms.get(kind, []), cells):
            for form in cell.split("/"):
                if form and form != lemma:
                    yield form, tag
        # A regular verb has one form for the past and the participle, and the participle's cell is empty.
        if kind == "verb" and len(cells) > 1 and cells[0] and not cells[1]:
            for form in cells[0].split("/"):
                yield form, "VBN"
    # The second table holds more words than the first, but says less of their forms.
    for form, kind, lemmas in tables("lemma_lu.csv.gz"):
        if form in lemmas.split("/"):
            for tag in bases.get(kind, []):
                yield form, tag
        elif kind == "noun":
            yield form, "NNS"
        elif kind == "verb" and form.endswith("ing"):
            yield form, "VBG"
        elif kind == "verb" and form.endswith("s"):
            yield form, "VBZ"
        elif kind == "verb" and form.endswith("ed"):
            yield form, "VBD"
            yield form, "VBN"


def main():
    source, target = sys.argv[1:]
    small, names, more = {}, {}, {}
    for word, tags in brill(source):
        if word == word.lower():
            small.setdefault(word, []).extend(tags)
        elif NAME & set(tags):
            names.setdefault(word.lower(), []).extend(tag for tag in tags if tag in NAME or tag == "JJ")
    for word, tag in lemminflect():
        if word == word.lower():
            more.setdefault(word, []).append(tag)
        elif tag == "NN":
            more.setdefault(word.lower(), []).append("NNP")
    words = {}
    for source in (small, more, names):
        for word, tags in source.items():
            words.setdefault(word, tags)
    with open(target, "w", encoding="utf-8", newline="\n") as out:
        for word, tags in sorted(words.items()):
            for one, other in TOGETHER:
                if one in tags and other not in tags and (other != "VBN" or word.endswith("ed")):
                    tags.append(other)
            if tags and not re.search(r"[\s\d]", word):
                out.write(f"{word}\t{' '.join(dict.fromkeys(tags))}\n")


main()
