// Histories of reviews and what the reference implementation of FSRS-6 makes of them, a line each: the number of reviews, 21 weights, then days, grade, stability, difficulty
// of each review. Half of them with weights of their own.    node oracle.mjs COUNT SEED
import { createRequire } from "node:module";
const require = createRequire(new URL("../../../ui/package.json", import.meta.url));
const { fsrs, generatorParameters, default_w } = require("ts-fsrs");

const [count, seed] = process.argv.slice(2).map(Number);
let state = seed >>> 0;
function random() { // mulberry32
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);

const lines = [];
for (let h = 0; h < count; h++) {
  const w = h % 2 ? default_w.map((x) => x * (0.3 + 1.6 * random())) : [...default_w];
  const engine = fsrs({ ...generatorParameters({ enable_fuzz: false }), w });
  const reviews = 1 + below(24);
  const line = [reviews, ...engine.parameters.w];
  let card = null;
  for (let i = 0; i < reviews; i++) {
    const days = random() < 0.25 ? 0 : Math.floor(Math.exp(random() * 8));
    const grade = random() < 0.2 ? 1 : 1 + below(4);
    card = engine.next_state(card, days, grade);
    line.push(days, grade, card.stability, card.difficulty);
  }
  lines.push(line.join(" "));
}
process.stdout.write(lines.join("\n") + "\n");
