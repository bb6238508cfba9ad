/* How wide the place of a chart is, so that it is drawn at its own size and its text keeps the size of text. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export function useWidth(): [{ current: HTMLDivElement | null }, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!box.current) return;
    const measure = (): void => setWidth(Math.floor(box.current?.clientWidth ?? 0));
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}
