import { describe, expect, test } from 'vitest'
import { commandOf, commands, type Keystroke, keysOf, neighbour } from './keyboard.ts'

const stroke = (key: string, facts: Partial<Keystroke> = {}): Keystroke => ({
  key,
  ctrl: false,
  shift: false,
  alt: false,
  elsewhere: null,
  ...facts,
})

describe('keys of the reader', () => {
  test('every command can be reached by the keys its help shows', () => {
    for (const command of commands) {
      const keys = keysOf[command]
      const key = keys.at(-1) ?? ''
      const facts = { ctrl: keys.includes('Ctrl'), shift: keys.includes('Shift') }
      expect(commandOf(stroke(key === 'Esc' ? 'Escape' : key, facts))).toBe(command)
    }
  })

  test('nothing is taken from a field, a dialog, or the browser', () => {
    expect(commandOf(stroke('j', { elsewhere: 'field' }))).toBeNull()
    expect(commandOf(stroke('Enter', { elsewhere: 'dialog' }))).toBeNull()
    expect(commandOf(stroke('r', { ctrl: true }))).toBeNull()
    expect(commandOf(stroke('e', { alt: true }))).toBeNull()
  })

  test('Enter on a button presses the button; J still moves on', () => {
    expect(commandOf(stroke('Enter', { elsewhere: 'control' }))).toBeNull()
    expect(commandOf(stroke('j', { elsewhere: 'control' }))).toBe('next')
  })

  test('Ctrl+Shift+Z is not undo', () => {
    expect(commandOf(stroke('Z', { ctrl: true, shift: true }))).toBeNull()
  })
})

describe('moving among commitments', () => {
  const items = [
    { id: 'a', waits: true },
    { id: 'b', waits: false },
    { id: 'c', waits: true },
  ]

  test('from nothing J takes the one at the place being read, and K the one before it', () => {
    expect(neighbour(items, undefined, 1)).toBe('a')
    expect(neighbour(items, undefined, 1, { from: 1 })).toBe('b')
    expect(neighbour(items, undefined, -1, { from: 1 })).toBe('a')
    expect(neighbour(items, undefined, -1)).toBeUndefined()
  })

  test('the ends hold', () => {
    expect(neighbour(items, 'c', 1)).toBe('c')
    expect(neighbour(items, 'a', -1)).toBe('a')
    expect(neighbour([], undefined, 1)).toBeUndefined()
  })

  test('N skips what nobody has to look at', () => {
    expect(neighbour(items, 'a', 1, { wanted: ({ waits }) => waits })).toBe('c')
  })
})
