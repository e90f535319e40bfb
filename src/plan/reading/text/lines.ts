/** Unicode white space that indents or pads lines in these documents, ideographic space and no-break space included. */
function isBlank(unit: number): boolean {
  return (
    unit === 0x20 ||
    (unit >= 0x09 && unit <= 0x0d) ||
    unit === 0xa0 ||
    unit === 0x3000 ||
    unit === 0xfeff ||
    unit === 0x85 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200b) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f
  )
}

/** The part of [start, end) that is left when white space at both ends is dropped; empty at `end` when there is no other. */
export function trimmed(text: string, start: number, end: number): readonly [number, number] {
  let from = start
  let to = end
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  return [from, to]
}

const OTHER_LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/** Every line end that a program ever wrote (CR LF, CR, form feed, NEL, U+2028 …) as \n. */
export function withLineFeeds(text: string): string {
  return text.replace(OTHER_LINE_ENDS, '\n')
}
