/**
 * The search part of an address, all of it plain words: `?q=2020&kind=task` can be read, written by hand and sent to
 * a colleague. Absent values are left out.
 */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null) words.set(name, String(value))
  const text = words.toString()
  return text ? `?${text}` : ''
}

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** What of an address may be changed; a part that is given without a value leaves it. */
export type SearchPart<Search> = { [Part in keyof Search]?: Search[Part] | undefined }

/** Changes parts of what stands in the address of a page, which stays where it is. */
export const searchChange =
  <Search extends object>(
    navigate: (to: { search: (now: Search) => Search; replace: true; resetScroll: false }) => unknown,
  ) =>
  (part: SearchPart<Search>): void =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)) as Search,
      replace: true,
      resetScroll: false,
    })
