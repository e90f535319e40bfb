/** What of a keystroke decides. */
export interface DeskStroke {
  key: string
  /** The key by its place, for what Alt makes of a letter. */
  code: string
  ctrl: boolean
  alt: boolean
  /** Where it was pressed: letters that one types are left alone, and Enter on a button is the button's. */
  elsewhere: 'field' | 'control' | null
}

export type DeskCommand = 'next' | 'previous' | 'open' | 'close' | 'help' | { letter: string }

/**
 * What a keystroke means at the desk, or null when it is not the desk's. What means something is taken from the browser:
 * a letter that opens a field must not be typed into it.
 */
export function deskCommandOf(
  { key, code, ctrl, alt, elsewhere }: DeskStroke,
  letters: readonly string[] = [],
): DeskCommand | null {
  if (ctrl) return null
  if (alt) return code === 'KeyJ' ? 'next' : code === 'KeyK' ? 'previous' : null
  if (key === 'Escape') return 'close'
  if (elsewhere === 'field') return null
  if (key === 'j' || key === 'ArrowDown') return 'next'
  if (key === 'k' || key === 'ArrowUp') return 'previous'
  if (key === '?') return 'help'
  if (key === 'Enter') return elsewhere === 'control' ? null : 'open'
  return letters.includes(key) ? { letter: key } : null
}
