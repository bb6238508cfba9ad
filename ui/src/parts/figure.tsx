/* A figure by an author: shapes and text that the server has written anew from an allow-list; its looks come from classes here. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { TopicPage } from "../api/types";

export function Figure({ figure }: { figure: NonNullable<TopicPage["figure"]> }): JSX.Element {
  const id = useId();
  return (
    <figure class="drawn">
      <figcaption id={id}>{figure.title}</figcaption>
      <div class="drawn-box" role="img" tabIndex={0} aria-labelledby={id} dangerouslySetInnerHTML={{ __html: figure.svg }} />
      <details class="small"><summary>The figure in words</summary><p class="soft">{figure.describes}</p></details>
    </figure>
  );
}
