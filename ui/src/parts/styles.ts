/* Style sheets that only some pages need, fetched once; their names are filled in by build.mjs. */
const asked = new Map<string, Promise<void>>();

export function loadStyles(href: string): Promise<void> {
  let promise = asked.get(href);
  if (!promise) {
    promise = new Promise((resolve) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      link.onload = link.onerror = () => resolve();
      document.head.append(link);
    });
    asked.set(href, promise);
  }
  return promise;
}
