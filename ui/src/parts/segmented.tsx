/* A few choices in one row: radio buttons, so that arrows and screen readers work as they should. With `clearable`, a second
   click on the choice, or Escape, takes it back. */
import type { JSX } from "preact";

interface Props<T extends string | number> {
  legend: string; name: string; options: { value: T; label: string }[]; value: T | null; onChange: (value: T | null) => void;
  clearable?: boolean; hideLegend?: boolean;
}

export function Segmented<T extends string | number>(props: Props<T>): JSX.Element {
  const { legend, name, options, value, onChange, clearable = false, hideLegend = false } = props;
  const takeBack = (event: Event): void => {
    if (!clearable || value === null) return;
    event.preventDefault();
    onChange(null);
  };
  return (
    <fieldset class="segmented" onKeyDown={(event) => event.key === "Escape" && takeBack(event)}>
      <legend class={hideLegend ? "vh" : ""}>{legend}</legend>
      <div class="seg">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)}
              onClick={(event) => option.value === value && takeBack(event)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
