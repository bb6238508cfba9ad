/* Where to read, as an author wrote it: a heading of the explanation, another question, or a source of this one. Pure: it imports nothing. */

export interface Study { label: string; href: string | null; away: boolean }

interface Source { title: string; url: string | null }

export function studyOf(study: string, slug: string, sources: Source[]): Study | null {
  const text = study.trim().replace(/\\(?=["'])/g, "");
  if (!text) return null;
  const own = /^(explanation|hints|statement)\.md(?:,\s*["“]?(.*?)["”]?)?$/.exec(text);
  const tab = own?.[1] ?? "";
  if (own) return { label: `${tab.charAt(0).toUpperCase()}${tab.slice(1)}${own[2] ? `: ${own[2]}` : ""}`, href: `/questions/${slug}${tab === "statement" ? "" : `?tab=${tab}`}`, away: false };
  if (/^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/.test(text) || /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text)) {
    const name = (text.split("/").at(-1) ?? text).replace(/-/g, " ");
    return { label: `Question: ${name}`, href: `/questions/${text.split("/").at(-1)}`, away: false };
  }
  const source = sources.find((each) => text.includes(each.title) || each.title.includes(text));
  return { label: text, href: source?.url ?? null, away: true };
}
