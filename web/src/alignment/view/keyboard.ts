import type { Keystroke } from '../../plan/reader/keyboard.ts'

export const commands = [
  'next',
  'previous',
  'nextGap',
  'nextUnreviewed',
  'nextTie',
  'previousTie',
  'confirm',
  'reject',
  'undo',
  'add',
  'verdict',
  'help',
  'leave',
] as const
export type Command = (typeof commands)[number]

/** The keys of the alignment view, as they are shown on the help card. */
export const keysOf: Readonly<Record<Command, readonly string[]>> = {
  next: ['J'],
  previous: ['K'],
  nextGap: ['G'],
  nextUnreviewed: ['N'],
  nextTie: ['↓'],
  previousTie: ['↑'],
  confirm: ['Enter'],
  reject: ['X'],
  undo: ['U'],
  add: ['A'],
  verdict: ['V'],
  help: ['?'],
  leave: ['Esc'],
}

const meanings = new Map<string, Command>([
  ['j', 'next'],
  ['k', 'previous'],
  ['g', 'nextGap'],
  ['n', 'nextUnreviewed'],
  ['arrowdown', 'nextTie'],
  ['arrowright', 'nextTie'],
  ['arrowup', 'previousTie'],
  ['arrowleft', 'previousTie'],
  ['enter', 'confirm'],
  ['x', 'reject'],
  ['u', 'undo'],
  ['a', 'add'],
  ['v', 'verdict'],
  ['?', 'help'],
  ['escape', 'leave'],
])

/** What a keystroke means in the view, or null when it is not the view's. */
export function commandOf({ key, ctrl, shift, alt, elsewhere }: Keystroke): Command | null {
  if (elsewhere === 'field' || elsewhere === 'dialog' || alt) return null
  const pressed = key.toLowerCase()
  if (ctrl) return pressed === 'z' && !shift ? 'undo' : null
  if (pressed === 'enter' && elsewhere === 'control') return null
  return meanings.get(pressed) ?? null
}

/** The next place in a list that is wanted, going on at the other end; the place itself where there is none. */
export function onward<Item>(
  items: readonly Item[],
  from: number,
  step: 1 | -1,
  wanted: (item: Item) => boolean = () => true,
  { round = false } = {},
): number {
  for (let gone = 1; gone <= items.length; gone++) {
    const straight = from + gone * step
    if (!round && (straight < 0 || straight >= items.length)) break
    const at = (straight + items.length * 2) % items.length
    const item = items[at]
    if (item !== undefined && wanted(item)) return at
  }
  return from
}
