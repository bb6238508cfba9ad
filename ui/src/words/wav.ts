/* Sound as whisper.cpp's server takes it from everybody: WAV, 16-bit, 16,000 samples a second, one channel; in pieces that are not too long, cut where it is quiet.
   Pure but for `samplesOf`. */

export const RATE = 16_000;
const PIECE_SECONDS = 120; /* at most, as POST /speech takes it */
const LOOK_SECONDS = 20; /* before that, for a quiet place */
const QUIET_SECONDS = 0.2;
const HEAD = 44;

/* The browser decodes what it has recorded, and brings it to our rate. */
export async function samplesOf(blob: Blob): Promise<Float32Array> {
  const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await blob.arrayBuffer());
  const mixed = new Float32Array(sound.length);
  for (let channel = 0; channel < sound.numberOfChannels; channel++) {
    const data = sound.getChannelData(channel);
    for (let i = 0; i < data.length; i++) mixed[i] = (mixed[i] ?? 0) + (data[i] ?? 0) / sound.numberOfChannels;
  }
  return mixed;
}

/* Where the quietest moment between two places begins. */
function quietest(samples: Float32Array, from: number, to: number): number {
  const width = Math.round(QUIET_SECONDS * RATE);
  let best = to - width;
  let least = Infinity;
  for (let at = from; at + width <= to; at += width) {
    let power = 0;
    for (let i = at; i < at + width; i++) power += (samples[i] ?? 0) ** 2;
    if (power < least) { least = power; best = at; }
  }
  return best + Math.round(width / 2);
}

export function pieces(samples: Float32Array): Float32Array[] {
  const longest = PIECE_SECONDS * RATE;
  const found: Float32Array[] = [];
  let from = 0;
  while (samples.length - from > longest) {
    const cut = quietest(samples, from + longest - LOOK_SECONDS * RATE, from + longest);
    found.push(samples.subarray(from, cut));
    from = cut;
  }
  return [...found, samples.subarray(from)];
}

export function wavOf(samples: Float32Array): Blob {
  const bytes = new DataView(new ArrayBuffer(HEAD + 2 * samples.length));
  const word = (at: number, text: string): void => [...text].forEach((letter, i) => bytes.setUint8(at + i, letter.charCodeAt(0)));
  word(0, "RIFF");
  bytes.setUint32(4, HEAD - 8 + 2 * samples.length, true);
  word(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true); /* PCM */
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, RATE, true);
  bytes.setUint32(28, 2 * RATE, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, "data");
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => bytes.setInt16(HEAD + 2 * i, Math.max(-1, Math.min(1, sample)) * 32767, true));
  return new Blob([bytes.buffer as ArrayBuffer], { type: "audio/wav" });
}
