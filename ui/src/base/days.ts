/* Days as the server writes them, "2026-12-20": how they are said, and how one counts in them. */
const noon = (date: string): Date => new Date(`${date}T12:00:00Z`);
const said = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  return (date: string): string => format.format(noon(date)).replace(",", "");
};

export const wholeDay = said({ weekday: "long", day: "numeric", month: "long" }); /* Sunday 20 December */
export const shortDate = said({ weekday: "short", day: "numeric", month: "short" }); /* Sun 20 Dec */
export const shortDay = said({ day: "numeric", month: "short" });
export const weekday = said({ weekday: "long" });
export const shortWeekday = said({ weekday: "short" });
export const shortMonth = said({ month: "short" });
export const dayOf = (date: string): number => noon(date).getUTCDate();

export const dayAfter = (date: string, days: number): string => new Date(noon(date).getTime() + days * 86_400_000).toISOString().slice(0, 10);

export const isMonday = (date: string): boolean => placeInWeek(date) === 0;

/* 0 for Monday. */
export const placeInWeek = (date: string): number => (noon(date).getUTCDay() + 6) % 7;
