/* The time spent on a question: it stands still while the tab is hidden, and once the question is solved. */
import { useEffect, useRef, useState } from "preact/hooks";

export interface WorkClock { spent: () => number; shown: number; stop: () => void }

export function useClock(before: number): WorkClock {
  const state = useRef({ total: before, since: document.hidden ? 0 : performance.now(), stopped: false });
  const [shown, setShown] = useState(before);
  const spent = (): number => state.current.total + (state.current.since ? performance.now() - state.current.since : 0);
  const pause = (): void => {
    state.current.total = spent();
    state.current.since = 0;
  };
  useEffect(() => {
    const turn = (): void => {
      if (document.hidden) pause();
      else if (!state.current.since && !state.current.stopped) state.current.since = performance.now();
    };
    const timer = setInterval(() => setShown(spent()), 1000);
    document.addEventListener("visibilitychange", turn);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
    };
  }, []);
  const stop = (): void => {
    pause();
    state.current.stopped = true;
  };
  return { spent, shown, stop };
}
