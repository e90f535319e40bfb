/** The middle value of some measurements. Benchmarks quote medians because timings on shared machines are noisy. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/** Milliseconds that each of `rounds` runs took, after `warmUp` runs that are not counted. */
export function timings(run: () => unknown, rounds: number, warmUp: number): number[] {
  for (let round = 0; round < warmUp; round++) run()
  return Array.from({ length: rounds }, () => {
    const started = performance.now()
    run()
    return performance.now() - started
  })
}

/** Prints rows as a table with padded columns, the first row as its head. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
}
