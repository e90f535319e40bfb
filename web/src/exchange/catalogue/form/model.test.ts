import { expect, test } from 'vitest'
import { contentOf, EMPTY, valuesOf } from './model.ts'

const VALUES = {
  ...EMPTY,
  ...{ name: ' 排污口 ', class: ['2', '211'], heading: '012', keywords: ['水', ' 水 ', ''], accessUrl: ' ' },
  items: [
    { name: ' 编码', dataType: 'character' as const, length: '20 ' },
    { name: ' ', dataType: 'character' as const, length: '' },
  ],
}

test('what is sent has no blanks at its ends, and no empty rows', () => {
  expect(contentOf(VALUES)).toMatchObject({
    ...{ name: '排污口', classCode: '211012', keywords: ['水'], accessUrl: null },
    items: [{ name: '编码', dataType: 'character', length: '20' }],
  })
  expect(contentOf({ ...VALUES, heading: '' }).classCode).toBe('211000')
  expect(contentOf({ ...VALUES, class: ['2'] }).classCode).toBeNull()
})

test('what is stored comes back into the form as it was written', () => {
  const content = contentOf(VALUES)
  expect(contentOf(valuesOf(content))).toEqual(content)
})
