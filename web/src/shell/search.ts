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
