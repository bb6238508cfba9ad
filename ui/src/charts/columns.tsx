/* Columns over days or weeks: a gridline at the top and at half, the columns, and words under some of them. */
import type { JSX } from "preact";
import { Drawing } from "./chart";
import type { MarkProps } from "./walk";

export interface Column { value: number; hot: boolean; above?: string; letter?: string; below?: string }

const LEFT = 32;
const TOP = 24;
const HIGH = 128;

interface Props { width: number; columns: Column[]; unit: string; mark: (i: number) => MarkProps }

export function Columns({ width, columns, unit, mark }: Props): JSX.Element {
  const top = roundUp(Math.max(...columns.map((column) => column.value), 1));
  const wide = (width - LEFT) / columns.length;
  const y = (value: number): number => TOP + HIGH * (1 - value / top);
  const letters = wide >= 16 && columns.some((column) => column.letter);
  const floor = TOP + HIGH;
  return (
    <Drawing width={width} height={floor + (letters ? 44 : 26)}>
      <g aria-hidden="true">
        {[0, top / 2, top].map((value) => <g key={value}><path class="soft" d={`M${LEFT} ${y(value)}H${width}`} /><text class="t-soft" x={LEFT - 8} y={y(value) + 4} text-anchor="end">{value}</text></g>)}
        <text class="t-soft" x="0" y="11">{unit}</text>
      </g>
      {columns.map((column, i) => {
        const x = LEFT + i * wide;
        return (
          <g key={i} role="img" {...mark(i)}>
            <rect class="hit" x={x} y={TOP - 8} width={wide} height={HIGH + 8} rx="3" />
            {column.value > 0 && <rect class={column.hot ? "f-accent" : "f-quiet"} x={x + Math.min(3, wide / 6)} width={wide - 2 * Math.min(3, wide / 6)} y={Math.min(y(column.value), floor - 2)} height={Math.max(2, floor - y(column.value))} rx="2" />}
            {column.above && <text class={column.hot ? "t-accent t-bold" : "t-soft"} x={x + wide / 2} y={y(column.value) - 5} text-anchor="middle">{column.above}</text>}
            {letters && <text class="t-soft" x={x + wide / 2} y={floor + 18} text-anchor="middle">{column.letter}</text>}
            {column.below && x + (letters ? 24 : 48) <= width && <text class="t-soft" x={letters ? x + wide / 2 : x + 1} y={floor + (letters ? 38 : 20)} text-anchor={letters && i > 0 ? "middle" : "start"}>{column.below}</text>}
          </g>
        );
      })}
    </Drawing>
  );
}

/* The next number that reads well and can be halved. */
function roundUp(value: number): number {
  const steps = [2, 4, 10, 20, 30, 40, 60, 90, 120, 180, 240, 300, 360, 480, 600];
  return steps.find((step) => step >= value) ?? Math.ceil(value / 600) * 600;
}
