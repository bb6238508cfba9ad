/* What is said aloud to somebody who does not look: one polite live region for the whole app. */
let region: HTMLElement | null = null;
let timer = 0;
let waiting: string[] = [];

export function setRegion(element: HTMLElement | null): void {
  region = element;
}

/* Sentences that come close together are spoken as one. */
export function announce(text: string): void {
  if (waiting.at(-1) !== text) waiting.push(text);
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (region) region.textContent = waiting.join(" ");
    waiting = [];
  }, 120);
}
