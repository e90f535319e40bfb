import { expect, test } from 'vitest'
import { commandOf, commands, keysOf, onward } from './keyboard.ts'

const stroke = (key: string, more: object = {}) => ({
  key,
  ctrl: false,
  shift: false,
  alt: false,
  elsewhere: null,
  ...more,
})
const printed: Readonly<Record<string, string>> = { '↓': 'ArrowDown', '↑': 'ArrowUp', Esc: 'Escape' }

test('every command can be reached by the key its help shows', () => {
  for (const command of commands) {
    const key = keysOf[command].at(-1) ?? ''
    expect(commandOf(stroke(printed[key] ?? key))).toBe(command)
  }
})

test('nothing is taken from a field, a dialog, a button or the browser', () => {
  expect(commandOf(stroke('x', { elsewhere: 'field' }))).toBeNull()
  expect(commandOf(stroke('Enter', { elsewhere: 'dialog' }))).toBeNull()
  expect(commandOf(stroke('Enter', { elsewhere: 'control' }))).toBeNull()
  expect(commandOf(stroke('j', { elsewhere: 'control' }))).toBe('next')
  expect(commandOf(stroke('a', { ctrl: true }))).toBeNull()
  expect(commandOf(stroke('z', { ctrl: true }))).toBe('undo')
})

test('one goes on to what is wanted, and stays where nothing is', () => {
  const items = [1, 2, 3, 4]
  const even = (item: number) => item % 2 === 0
  expect(onward(items, -1, 1)).toBe(0)
  expect(onward(items, 1, 1)).toBe(2)
  expect(onward(items, 1, 1, even)).toBe(3)
  expect(onward(items, 3, 1, even)).toBe(3)
  expect(onward(items, 3, 1, even, { round: true })).toBe(1)
  expect(onward(items, 0, -1)).toBe(0)
  expect(onward([], -1, 1)).toBe(-1)
})
