# approach: walk down the scores in plain Python, one step a distinct score, and add trapezoids under the curve
def evaluate(y_true, scores, threshold):
    rows = sorted(zip([float(s) for s in scores], [bool(v) for v in y_true]), reverse=True)
    p = sum(label for _, label in rows)
    n = len(rows) - p
    tp = fp = 0
    area = 0.0
    at_threshold = (0, 0)
    i = 0
    while i < len(rows):
        score, tp_before, fp_before = rows[i][0], tp, fp
        while i < len(rows) and rows[i][0] == score:
            tp += rows[i][1]
            fp += not rows[i][1]
            i += 1
        area += (fp - fp_before) * (tp + tp_before) / 2
        if score >= threshold:
            at_threshold = (tp, fp)
    hit, false_alarm = at_threshold
    return {"precision": hit / (hit + false_alarm) if hit + false_alarm else None,
            "recall": hit / p if p else None,
            "f1": 2 * hit / (p + hit + false_alarm) if p + hit + false_alarm else None,
            "roc_auc": area / (p * n) if p and n else None}
