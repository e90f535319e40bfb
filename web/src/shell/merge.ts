/** A field that two people changed to different values. */
export interface MergeConflict<T> {
  key: keyof T & string
  mine: unknown
  theirs: unknown
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/**
 * Brings two edits of the same thing together, field by field: what only one of the two changed stands; what both changed
 * stays mine, and is named, so that the person chooses. Nothing that was typed is lost.
 */
export function mergeEdits<T extends object>(
  base: T,
  mine: T,
  theirs: T,
  keys: readonly (keyof T & string)[],
): { merged: T; conflicts: MergeConflict<T>[] } {
  const merged = { ...theirs }
  const conflicts: MergeConflict<T>[] = []
  for (const key of keys) {
    const isMine = !same(mine[key], base[key])
    if (!isMine) continue
    merged[key] = mine[key]
    if (!same(theirs[key], base[key]) && !same(theirs[key], mine[key]))
      conflicts.push({ key, mine: mine[key], theirs: theirs[key] })
  }
  return { merged, conflicts }
}
