import { expect, test } from 'vitest'
import { deskCommandOf } from './deskKeys.ts'

const stroke = (key: string, more: object = {}) => ({
  key,
  code: /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrl: false,
  alt: false,
  elsewhere: null,
  ...more,
})

test('J goes on and K goes back, also with Alt while one writes', () => {
  expect(deskCommandOf(stroke('j'))).toBe('next')
  expect(deskCommandOf(stroke('k'))).toBe('previous')
  expect(deskCommandOf(stroke('∆', { code: 'KeyJ', alt: true, elsewhere: 'field' }))).toBe('next')
})

test('a letter of the page is taken, so that it is not typed into the field it opens', () => {
  expect(deskCommandOf(stroke('r'), ['a', 'r'])).toEqual({ letter: 'r' })
  expect(deskCommandOf(stroke('r'))).toBeNull()
})

test('what one types, and Enter on a button, is left alone', () => {
  expect(deskCommandOf(stroke('r', { elsewhere: 'field' }), ['r'])).toBeNull()
  expect(deskCommandOf(stroke('j', { elsewhere: 'field' }))).toBeNull()
  expect(deskCommandOf(stroke('Enter', { elsewhere: 'control' }))).toBeNull()
  expect(deskCommandOf(stroke('r', { ctrl: true }), ['r'])).toBeNull()
  expect(deskCommandOf(stroke('Escape', { elsewhere: 'field' }))).toBe('close')
})
