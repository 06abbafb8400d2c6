/**
 * A table for a person.
 * @param {string[]} heads
 * @param {unknown[][]} rows missing cells are shown as `-`
 */
export function table(heads, rows) {
    const cells = [heads, ...rows.map((row) => row.map((cell) => String(cell ?? '-')))];
    const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
    return cells.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()}\n`).join('');
}
