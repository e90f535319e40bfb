import { expect, test } from 'vitest'
import { helpFor, isAt, tabOf } from './places.ts'

test('a refused place is found in its part of the editor', () => {
  expect(tabOf('agreement.parts[0].yuan.of[1].value')).toBe('payments')
  expect(tabOf('agreement.parties.广东')).toBe('parties')
  expect(tabOf('agreement.terms.k.ammoniaNitrogen.value')).toBe('terms')
  expect(tabOf('evidence[0].target')).toBe('evidence')
  expect(tabOf('agreement.zh')).toBe('basics')
})

test('a place is marked for its own fields, and not for what stands within it', () => {
  const place = 'agreement.parts[0].yuan'
  expect(isAt(place, `${place}.value`)).toBe(true)
  expect(isAt(place, place)).toBe(true)
  expect(isAt(place, `${place}.of[1].value`)).toBe(false)
  expect(isAt(place, `${place}.of[1]`)).toBe(false)
  expect(isAt(place, null)).toBe(false)
})

test('what is wrong is told by the place', () => {
  expect(helpFor('agreement.parts[0].yuan.value')).toBe('number')
  expect(helpFor('agreement.terms.passRate.value.2018')).toBe('number')
  expect(helpFor('agreement.parts[0].yuan.steps[0]')).toBe('step')
  expect(helpFor('agreement.parts[0].zh')).toBe('name')
  expect(helpFor('evidence[0].target')).toBeNull()
})
