/** The same ids with one moved to a place; the very same array where nothing moves. */
export function movedTo(ids: readonly string[], id: string, to: number): readonly string[] {
  const from = ids.indexOf(id)
  const place = Math.max(0, Math.min(ids.length - 1, to))
  if (from < 0 || from === place) return ids
  const rest = ids.filter((one) => one !== id)
  return [...rest.slice(0, place), id, ...rest.slice(place)]
}
