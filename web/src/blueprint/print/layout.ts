/** Where things stand on the sheet, in millimetres from its upper left corner. */
export interface SheetLayout {
  width: number
  height: number
  map: { x: number; y: number; width: number; height: number }
  legend: { x: number; y: number; width: number; height: number; columns: number }
}

export type Orientation = 'landscape' | 'portrait'

const MARGIN = 12
const HEAD = 22
const FOOT = 14

/** An A3 sheet: the legend beside the map where it is wide, below it where it is high. */
export const LAYOUTS: Readonly<Record<Orientation, SheetLayout>> = {
  landscape: {
    ...{ width: 420, height: 297 },
    map: { x: MARGIN, y: MARGIN + HEAD, width: 322, height: 297 - 2 * MARGIN - HEAD - FOOT },
    legend: { x: 340, y: MARGIN + HEAD, width: 68, height: 297 - 2 * MARGIN - HEAD - FOOT, columns: 1 },
  },
  portrait: {
    ...{ width: 297, height: 420 },
    map: { x: MARGIN, y: MARGIN + HEAD, width: 273, height: 286 },
    legend: { x: MARGIN, y: MARGIN + HEAD + 290, width: 273, height: 70, columns: 3 },
  },
}

/** Pixels at 96 for an inch. */
export const pixelsOf = (millimetres: number): number => Math.round((millimetres / 25.4) * 96)

/** A number that says which view was printed: the same view of the same day has the same. */
export function sheetNumber(address: string, day: string): string {
  let hash = 0x811c9dc5
  for (const character of address) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return `QC-${day.replaceAll('-', '')}-${(hash >>> 0).toString(16).padStart(8, '0').slice(0, 6).toUpperCase()}`
}
