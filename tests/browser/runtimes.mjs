/* Questions that are no Python function: a statement of SQL, and a program that reads and prints. */
import { assertEqual, open, paste, run } from "./lib.mjs";

export const tests = {
  "a SQL question shows its tables, colours the statement and compares rows": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/best-sellers-of-each-shop");
    const table = page.getByRole("region", { name: "Table sales" });
    await table.getByText("'rye loaf'").first().waitFor();
    assertEqual(await table.getByRole("columnheader").count(), 5, "columns of the table");
    await paste(page, "SELECT shop, product, sum(pieces * price) AS revenue, 1 AS place, 0.5 AS share\nFROM sales\nGROUP BY shop, product\n");
    await page.locator(".cm-line .k", { hasText: "SELECT" }).waitFor();
    await run(page);
    await page.getByRole("region", { name: "Got", exact: true }).getByText("'Harbour'").first().waitFor();
    await page.getByText("Row 1,", { exact: false }).or(page.getByText("rows too many", { exact: false })).or(page.getByText("row 1", { exact: false })).first().waitFor();
  },

  "an error of SQL names its line and the column that was meant": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/best-sellers-of-each-shop");
    await paste(page, "SELECT shop,\n  prodct\nFROM sales\n");
    await run(page);
    await page.getByText("did you mean product?", { exact: false }).first().waitFor();
    await page.locator(".cm-line.at", { hasText: "prodct" }).waitFor();
  },

  "a program's input and output are text, with the first difference marked": async ({ house, window }) => {
    const page = await open(await window(), house, "/questions/word-error-rate");
    await paste(page, "print('1 6')\nprint('3 4')\n");
    await run(page);
    const got = page.getByRole("region", { name: "Got", exact: true });
    await got.waitFor();
    assertEqual(await got.locator(".diff").textContent(), "4", "what is marked");
    await page.getByRole("region", { name: "stdin" }).getByText("the cat sat on the mat").waitFor();
  },
};
