/* Whoever solves a question once more begins on a blank page (?blank=1). The address forgets it at once, so that a reload does not take the new work away. */
import { useEffect } from "preact/hooks";
import { go, usePlace, withQuery } from "../base/router";

export function useBlankPage(begin: () => void): void {
  const { path, query } = usePlace();
  const blank = query.get("blank") === "1";
  useEffect(() => {
    if (!blank) return;
    go(path + withQuery(query, { blank: "" }), { replace: true });
    begin();
  }, [blank]);
}
