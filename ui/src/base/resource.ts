/* Something that a page GETs: shown from memory at once when it was here before, and always fetched anew. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { get } from "../api/client";
import { connected } from "../api/client";

export interface Resource<T> { data: T | null; error: unknown; reload: () => void; put: (data: T) => void }

const memory = new Map<string, unknown>();

/* What a write has answered with is what the next page would fetch. */
export function remember(path: string, data: unknown): void {
  memory.set(path, data);
}

export function forget(path: string): void {
  memory.delete(path);
}

/* `path` null: nothing is fetched yet. */
export function useResource<T>(path: string | null): Resource<T> {
  const [state, setState] = useState<{ path: string | null; data: T | null; error: unknown }>({ path: null, data: null, error: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (path === null) return;
    let wanted = true;
    setState((was) => ({ path, data: (memory.get(path) as T | undefined) ?? null, error: was.path === path ? was.error : null }));
    get<T>(path).then(
      (data) => {
        memory.set(path, data);
        if (wanted) setState({ path, data, error: null });
      },
      (error: unknown) => wanted && setState((was) => ({ ...was, path, error })),
    );
    return () => void (wanted = false);
  }, [path, round]);
  useEffect(() => connected.listen((up) => up && setRound((n) => n + 1)), []);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const put = useCallback((data: T) => {
    if (path !== null) memory.set(path, data);
    setState({ path, data, error: null });
  }, [path]);
  const current = state.path === path;
  const remembered = path === null ? null : ((memory.get(path) as T | undefined) ?? null);
  return { data: current ? state.data : remembered, error: current ? state.error : null, reload, put };
}
