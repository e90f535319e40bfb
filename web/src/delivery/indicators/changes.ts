/** The fields of `after` that differ from `before`: an edit says no more than what its person changed. */
export function changesOf<Body extends object>(before: Body, after: Body): Partial<Body> {
  const same = (key: keyof Body) => JSON.stringify(before[key]) === JSON.stringify(after[key])
  const keys = (Object.keys(after) as (keyof Body)[]).filter((key) => !same(key))
  return Object.fromEntries(keys.map((key) => [key, after[key]])) as Partial<Body>
}
