/* The tables that a query reads: what each column is, and the first rows of the example. */
import type { JSX } from "preact";
import type { CodeQuestion } from "../api/types";
import { isNumber } from "./value";

type TableInfo = NonNullable<CodeQuestion["tables"]>[number];

export function Tables({ tables }: { tables: TableInfo[] }): JSX.Element {
  return (
    <section class="schema" aria-label="The tables">
      <h2>The tables</h2>
      {tables.map((table) => <OneTable key={table.name} table={table} />)}
    </section>
  );
}

function OneTable({ table }: { table: TableInfo }): JSX.Element {
  return (
    <figure class="value">
      <figcaption><strong><code>{table.name}</code></strong>{table.says && <span class="soft"> {table.says}</span>}</figcaption>
      <div class="scroll" tabIndex={0} role="region" aria-label={`Table ${table.name}`}>
        <table class="case grid-case">
          <thead>
            <tr>{table.columns.map((column) => <th key={column.name} scope="col" title={column.says || undefined}>{column.name}<br /><span class="faint small">{column.type}</span></th>)}</tr>
          </thead>
          <tbody>{table.rows.map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={j} class={isNumber(cell) ? "" : "word"}>{cell}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {table.row_count > table.rows.length && <p class="small faint">{table.row_count} rows in the example</p>}
      {table.columns.some((column) => column.says) && (
        <ul class="small">{table.columns.filter((column) => column.says).map((column) => <li key={column.name}><code>{column.name}</code>: {column.says}</li>)}</ul>
      )}
    </figure>
  );
}
