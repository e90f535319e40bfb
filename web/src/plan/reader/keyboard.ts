export const commands = [
  'next',
  'previous',
  'nextWaiting',
  'confirm',
  'edit',
  'reject',
  'split',
  'select',
  'merge',
  'confirmProvision',
  'undo',
  'history',
  'help',
  'leave',
] as const
export type Command = (typeof commands)[number]

/** The keys of the reader, as they are shown on the help card. */
export const keysOf: Readonly<Record<Command, readonly string[]>> = {
  next: ['J'],
  previous: ['K'],
  nextWaiting: ['N'],
  confirm: ['Enter'],
  edit: ['E'],
  reject: ['R'],
  split: ['S'],
  select: ['X'],
  merge: ['M'],
  confirmProvision: ['Shift', 'Enter'],
  undo: ['Ctrl', 'Z'],
  history: ['H'],
  help: ['?'],
  leave: ['Esc'],
}

export interface Keystroke {
  key: string
  ctrl: boolean
  shift: boolean
  alt: boolean
  /** Focus is where typing or pressing has a meaning of its own: a field, a button, an open dialog. */
  elsewhere: 'field' | 'control' | 'dialog' | null
}

const plain = new Map<string, Command>([
  ['j', 'next'],
  ['k', 'previous'],
  ['n', 'nextWaiting'],
  ['enter', 'confirm'],
  ['e', 'edit'],
  ['r', 'reject'],
  ['s', 'split'],
  ['x', 'select'],
  ['m', 'merge'],
  ['h', 'history'],
  ['?', 'help'],
  ['escape', 'leave'],
])

/**
 * What a keystroke means in the reader, or null when it is not the reader's: while one types, while a dialog is open,
 * and Enter on a button belong to those.
 */
export function commandOf({ key, ctrl, shift, alt, elsewhere }: Keystroke): Command | null {
  if (elsewhere === 'field' || elsewhere === 'dialog' || alt) return null
  const pressed = key.toLowerCase()
  if (ctrl) return pressed === 'z' && !shift ? 'undo' : null
  if (pressed === 'enter' && elsewhere === 'control') return null
  if (pressed === 'enter' && shift) return 'confirmProvision'
  return plain.get(pressed) ?? null
}

/**
 * Where the choice goes: the neighbour in the list, staying at its ends. From nothing it begins where the reader is,
 * `from` being the first item that ends after that place (or the end of the list).
 */
export function neighbour<Item extends { id: string }>(
  items: readonly Item[],
  chosen: string | undefined,
  step: 1 | -1,
  { wanted = () => true, from = 0 }: { wanted?: (item: Item) => boolean; from?: number } = {},
): string | undefined {
  const at = items.findIndex(({ id }) => id === chosen)
  const start = at === -1 ? (step === 1 ? from : from - 1) : at + step
  for (let place = start; place >= 0 && place < items.length; place += step) {
    const item = items[place]
    if (item && wanted(item)) return item.id
  }
  return at === -1 ? undefined : chosen
}
