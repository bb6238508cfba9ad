/* The pages that exist, in the order of the rail; the palette lists them too. */
import type { IconName } from "../parts/icons";

export interface PageLink { href: string; title: string; icon?: IconName; owns: RegExp }

export const MAIN: PageLink[] = [
  { href: "/", title: "Today", icon: "today", owns: /^\/(review|plan|sittings\/.*)?$/ },
  { href: "/practise", title: "Practise", icon: "practise", owns: /^\/(practise|questions\/.*|topics(\/.*)?)$/ },
  { href: "/progress", title: "Progress", icon: "progress", owns: /^\/(progress|attempts\/.*)$/ },
];

export const MORE: PageLink[] = [
  { href: "/review", title: "Review", owns: /^\/review$/ },
  { href: "/plan", title: "Plan", owns: /^\/plan$/ },
  { href: "/sittings/diagnostic", title: "Diagnostic", owns: /^\/sittings\/diagnostic$/ },
  { href: "/topics", title: "Topics", owns: /^\/topics/ },
  { href: "/stories", title: "Stories", owns: /^\/stories$/ },
  { href: "/glossary", title: "Glossary", owns: /^\/glossary$/ },
  { href: "/settings", title: "Settings", owns: /^\/settings$/ },
];
