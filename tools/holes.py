#!/usr/bin/env python3
"""Fits src/lang/<code>/holes.safetensors, the network that tells where a sentence lacks words (src/encode/holes.rs).

usage: holes.py ENCODER MODEL VOCABULARY SENTENCES src/lang/<code>/holes.safetensors [EPOCHS]

ENCODER is src/encode/encoder.safetensors, MODEL the SentencePiece model of the encoder (see tools/encoder.py), VOCABULARY the
vocabulary.tsv of the language, SENTENCES what tools/sentences-<code>.py gives. Needs numpy, sentencepiece, jax and optax; takes
some 15 minutes on 2 cores.

In each round words are taken out of every sentence anew: mostly a name, with or without its article, the words of its end, or
its beginning; else a pronoun, a noun or a few words in front of one. The network learns, for every place at which a word or a
mark begins, whether words are gone there; the places next to the true one say nothing. Quotation marks are exchanged, and put
around a sentence or before it, for texts do so in many ways. The order of rows in the layers is that of src/encode/holes.rs.
"""
import json
import random
import re
import struct
import sys

import jax
import jax.numpy as jnp
import numpy as np
import optax
import sentencepiece

WIDTH, INNER, AROUND, HIDDEN, LAST = 512, 96, 6, 128, 32
BEGIN, END, BEYOND = 1, 2, 3
MOST_PIECES = 80
LENGTHS = (24, 40, 56, MOST_PIECES)
PIECES_A_BATCH = 256 * 48
RATE, DECAY, DROPPED, WARM = 2e-3, 1e-4, 0.15, 200
# How often old sentences come in, and how often articles do.
SHARES = {"old": 0.5, "article": 2}
SHARE_OF_NAMES = 0.72
FUNCTION_WORDS = set(
    "the a an in on at he she it they we this that these those but and for as if when while after before since with from by to of "
    "his her its their our my your there here what who how why where all both some many most no not or so because although though "
    "during under over between among about into according unlike despite such one two three".split()
)
PRONOUNS = set("he she it they we you i who this that people his their him them".split())
IN_NAMES = ("of", "de", "van", "von", "al", "bin")


def embeddings(path):
    """The table that src/encode/embeddings.rs reads."""
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    head = json.loads(data[8 : 8 + size])

    def tensor(name):
        kind = {"F32": np.float32, "U8": np.uint8, "I8": np.int8}[head[name]["dtype"]]
        start, end = head[name]["data_offsets"]
        return np.frombuffer(data[8 + size + start : 8 + size + end], kind).reshape(head[name]["shape"])

    tiers = []
    while f"pieces.{len(tiers)}.book" in head:
        book, codes = tensor(f"pieces.{len(tiers)}.book"), tensor(f"pieces.{len(tiers)}.codes")
        tiers.append(book[codes].reshape(len(codes), -1)[:, :WIDTH].astype(np.float32))
    scale = np.frombuffer(tensor("pieces.scale").tobytes(), np.float32)
    # Half a precision is plenty for fitting, and takes half the memory.
    return (np.concatenate(tiers) * scale[:, None]).astype(np.float16).astype(np.float32)


class Damage:
    """Takes words out of sentences."""

    def __init__(self, vocabulary, chance):
        rows = (row for row in open(vocabulary, encoding="utf8") if not row.startswith("#"))
        self.vocabulary = {word for row in rows for word in re.split(r"[\t ]", row.strip())}
        self.chance = chance

    def of(self, sentence):
        """What stands before the words that were taken out, and the sentence without them; None where there are none."""
        words = sentence.split(" ")
        if len(words) < 5:
            return None
        run = self.name(words) if self.chance.random() < SHARE_OF_NAMES else self.other(words)
        return run and self.without(words, *run)

    def is_capital(self, word):
        word = word.strip("\"“”'(),.;:")
        return word[:1].isupper() and len(word) > 1 and word not in ("I'm", "I've", "I'll")

    def is_ordinary(self, word):
        stems = re.findall(r"[a-z]+", word.lower().replace("’", "'").split("'")[0])
        return any(stem in self.vocabulary for stem in stems)

    def begins_name(self, words, at):
        if at == 0 and words[0] == "The" and self.is_capital(words[1]) and self.chance.random() < 0.8:
            return True
        if not self.is_capital(words[at]):
            return False
        first = at == 0 or words[at - 1].rstrip("\"”’")[-1:] in tuple(".!?:")
        followed = at + 1 < len(words) and self.is_capital(words[at + 1])
        named = followed and words[at].lower() not in FUNCTION_WORDS and words[at][-1].isalnum()
        return not first or named or not self.is_ordinary(words[at])

    def name(self, words):
        runs, at = [], 0
        while at < len(words):
            if not self.begins_name(words, at):
                at += 1
                continue
            end = at + 1
            while end < len(words) and words[end - 1][-1] not in ",.;:)!?":
                joins = words[end] in IN_NAMES and end + 1 < len(words) and self.is_capital(words[end + 1])
                if not joins and not self.is_capital(words[end]):
                    break
                end += 1
            runs.append((at, end))
            at = end
        if not runs:
            return None
        start, end = self.chance.choice(runs)
        if end - start > 1 and self.chance.random() < 0.15:
            start = self.chance.randrange(start, end)
        if start > 0 and words[start - 1].lower() in ("the", "a", "an") and self.chance.random() < 0.7:
            start -= 1
        return None if end - start >= len(words) - 2 else (start, end)

    def other(self, words):
        if self.chance.random() < 0.3:
            places = [at for at, word in enumerate(words) if word.lower() in PRONOUNS]
            at = self.chance.choice(places) if places else None
            return None if at is None else (at, at + 1)
        places = [at for at in range(1, len(words)) if words[at][0].islower() and len(words[at].strip("\".,;:")) > 3]
        if not places:
            return None
        start = self.chance.choice(places)
        end = start + 1
        if self.chance.random() < 0.4:
            stays = ("the", "a", "an", "of", "to", "in", "and")
            while start > 1 and end - start < 4 and words[start - 1][-1].isalnum() and words[start - 1].lower() not in stays:
                start -= 1
            if words[start - 1].lower() in ("the", "a", "an", "his", "their") and self.chance.random() < 0.7:
                start -= 1
        return max(start, 1), end

    def without(self, words, start, end):
        """The marks that open and close what is gone mostly stay."""
        left, right = " ".join(words[:start]), " ".join(words[end:])
        closing = re.search(r"[\"”'),.;:!?]*$", words[end - 1]).group()
        genitive = re.search(r"(['’]s)[\"”'),.;:!?]*$", words[end - 1])
        if genitive and self.chance.random() < 0.5:
            closing = words[end - 1][genitive.start(1) :]
        opening = re.match(r"[\"“'(]*", words[start]).group()
        if opening:
            left += (" " if left else "") + opening
        if closing and left:
            apart = self.chance.random() < 0.5 or closing[0] in "'’" and self.chance.random() < 0.8
            text = left + (" " if apart else "") + closing + (" " + right if right else "")
        elif closing:
            keeps = closing[0] in "'’" and self.chance.random() < 0.5
            text = (closing if keeps else "") + (" " + right if right else "")
        else:
            text = left + ("" if not left or opening else " ") + right
        if not left:
            text = text.strip()
            if text and self.chance.random() < 0.75:
                text = text[0].upper() + text[1:]
        return left, text

    def dressed(self, sentence):
        """The sentence with other quotation marks, or with some around it."""
        chosen = self.chance.random()
        if chosen < 0.08 and "'" not in sentence:
            sentence = sentence.replace('"', "'")
        elif chosen < 0.16:
            sentence = re.sub(r'"(?=\w)', "“", sentence).replace('"', "”").replace("'", "’")
        elif chosen < 0.2 and '"' not in sentence and sentence[0].isupper():
            sentence = "'" + sentence + ("'" if self.chance.random() < 0.5 else "")
        elif chosen < 0.25 and '"' not in sentence:
            sentence = '"' + sentence + ('"' if self.chance.random() < 0.4 else "")
        return sentence.rstrip(".") if self.chance.random() < 0.03 else sentence


class Pieces:
    """Makes rows of numbers of sentences."""

    def __init__(self, model):
        self.model = sentencepiece.SentencePieceProcessor(model_file=model)
        pieces = [self.model.id_to_piece(number) for number in range(self.model.get_piece_size())]
        self.opens = np.array([piece.startswith("▁") or not piece[0].isalnum() for piece in pieces])
        self.opens[END] = True

    def row(self, text, left=None):
        """The pieces between the marks of both ends, what is true of the place behind each, and which places count."""
        numbers = [BEGIN, *self.model.encode(text), END]
        if len(numbers) > MOST_PIECES:
            return None
        padded = np.full(MOST_PIECES + 2 * AROUND, BEYOND, np.int32)
        padded[AROUND : AROUND + len(numbers)] = numbers
        gone, counts = np.zeros((2, MOST_PIECES), np.float32)
        counts[: len(numbers) - 1] = self.opens[numbers[1:]]
        if left is not None:
            before = self.model.encode(left) if left else []
            place = len(before)
            # Where the words left and right of the hole were cut otherwise than before, its place is not known.
            if numbers[1 : 1 + place] != before or not counts[place]:
                return None
            gone[place] = 1
            counts[[beside for beside in (place - 1, place + 1) if 0 <= beside < MOST_PIECES]] = 0
        return padded, gone, counts

    def batches(self, sentences, damage):
        """Batches of rows of like length, with their number of rows."""
        rows = []
        for sentence in sentences:
            sentence = damage.dressed(sentence)
            damaged = damage.of(sentence)
            rows += [self.row(sentence), damaged and self.row(damaged[1], damaged[0])]
        rows = [row for row in rows if row]
        damage.chance.shuffle(rows)
        by_length = {}
        for padded, gone, counts in rows:
            length = int(counts.nonzero()[0].max()) + 2
            size = next(size for size in LENGTHS if length <= size)
            by_length.setdefault(size, []).append((padded[: size + 2 * AROUND], gone[:size], counts[:size]))
        batches = []
        for length, rows in by_length.items():
            size = PIECES_A_BATCH // length
            starts = range(0, len(rows) - size + 1, size)
            batches += [[np.stack(column) for column in zip(*rows[start : start + size])] for start in starts]
        damage.chance.shuffle(batches)
        return batches


def beginning(key):
    keys = jax.random.split(key, 6)

    def matrix(key, *shape):
        return jax.random.normal(key, shape) * np.sqrt(2 / np.prod(shape[:-1]))

    return {
        "enter": (jax.random.normal(keys[0], (WIDTH, INNER)) * 2 / np.sqrt(WIDTH), jnp.zeros(INNER)),
        "convolution.0": (matrix(keys[1], 3, INNER, INNER) / 2, jnp.zeros(INNER)),
        "convolution.1": (matrix(keys[2], 3, INNER, INNER) / 2, jnp.zeros(INNER)),
        "around": (matrix(keys[3], 2 * AROUND, INNER, HIDDEN), jnp.zeros(HIDDEN)),
        "inner": (matrix(keys[4], HIDDEN, LAST), jnp.zeros(LAST)),
        "last": (jax.random.normal(keys[5], (LAST, 1)) / 5, jnp.full(1, -4.0)),
    }


def odds(weights, vectors, key):
    """The logarithm of the odds at each place; `vectors` are the embeddings of the pieces."""

    def convolved(name, values, padding):
        matrix, bias = weights[name]
        made = jax.lax.conv_general_dilated(values, matrix, (1,), padding, dimension_numbers=("NWC", "WIO", "NWC"))
        return jax.nn.relu(made + bias)

    def thinned(values, number):
        kept = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - DROPPED, values.shape)
        return values * kept / (1 - DROPPED)

    matrix, bias = weights["enter"]
    values = thinned(jnp.tanh(vectors @ matrix + bias), 0)
    for name in ("convolution.0", "convolution.1"):
        values = values + convolved(name, values, "SAME")
    values = convolved("around", thinned(values, 1)[:, 1:], "VALID")
    values = jax.nn.relu(values @ weights["inner"][0] + weights["inner"][1])
    return (values @ weights["last"][0] + weights["last"][1])[..., 0]


def fitted(sentences, pieces, damage, table, epochs):
    weights = beginning(jax.random.PRNGKey(1))
    batches_an_epoch = len(pieces.batches(sentences, damage))
    rates = optax.warmup_cosine_decay_schedule(0, RATE, WARM, batches_an_epoch * epochs)
    optimiser = optax.adamw(rates, weight_decay=DECAY)
    state, key, table = optimiser.init(weights), jax.random.PRNGKey(7), jnp.array(table)

    @jax.jit
    def step(weights, state, numbers, gone, counts, key):
        def loss(weights):
            found = odds(weights, table[numbers], key)[:, : gone.shape[1]]
            return (optax.sigmoid_binary_cross_entropy(found, gone) * counts).sum() / counts.sum()

        value, slope = jax.value_and_grad(loss)(weights)
        change, state = optimiser.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, value

    for epoch in range(epochs):
        losses = []
        for numbers, gone, counts in pieces.batches(sentences, damage):
            key, own = jax.random.split(key)
            weights, state, value = step(weights, state, numbers, gone, counts, own)
            losses.append(value)
        print(f"round {epoch + 1}: {float(np.mean(losses)):.5f}", file=sys.stderr, flush=True)
    return weights


def write(weights, path):
    """Matrices in 8 bits with a scale a column."""
    tensors = {}
    for name, (matrix, bias) in sorted(weights.items()):
        matrix = np.asarray(matrix, np.float32).reshape(-1, matrix.shape[-1])
        scale = (np.abs(matrix).max(0) / 127 + 1e-12).astype(np.float32)
        tensors[name] = np.round(matrix / scale).astype(np.int8)
        tensors[name + ".bias"], tensors[name + ".scale"] = np.asarray(bias, np.float32), scale
    head, data = {}, b""
    # 32-bit values first, so that they lie at their natural places.
    for name, tensor in sorted(tensors.items(), key=lambda item: (item[1].dtype == np.int8, item[0])):
        kind = "I8" if tensor.dtype == np.int8 else "F32"
        head[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + tensor.nbytes]}
        data += tensor.tobytes()
    head = json.dumps(head).encode()
    head += b" " * (-len(head) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(head)) + head + data)


def main():
    encoder, model, vocabulary, sentences, out = sys.argv[1:6]
    epochs = int(sys.argv[6]) if len(sys.argv) > 6 else 7
    chance = random.Random(1)
    chosen = []
    for row in open(sentences, encoding="utf8"):
        sentence, kind = row.rstrip("\n").split("\t")
        share = SHARES.get(kind, 1)
        chosen += [sentence] * (share if isinstance(share, int) else int(chance.random() < share))
    weights = fitted(chosen, Pieces(model), Damage(vocabulary, chance), embeddings(encoder), epochs)
    write(weights, out)


if __name__ == "__main__":
    main()
