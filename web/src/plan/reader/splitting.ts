/**
 * A first proposal for cutting a commitment in two or more: at full stops, else at semicolons, else two empty halves
 * for the person to write. Always at least two parts, at most twelve.
 */
export function partsOf(text: string): string[] {
  for (const stop of [/(?<=[。！？])/u, /[;；]/u]) {
    const parts = text
      .split(stop)
      .map((part) =>
        part
          .trim()
          .replace(/[。；;]$/u, '')
          .slice(0, 300),
      )
      .filter((part) => part.length > 3)
    if (parts.length >= 2 && parts.length <= 12) return parts
  }
  return [text.trim().slice(0, 300), '']
}
