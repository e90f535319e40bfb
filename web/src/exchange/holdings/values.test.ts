import { expect, test } from 'vitest'
import { textOfValue } from './valueText.ts'

test('a value reads as one writes it, and what is masked or longer stays as it is', () => {
  const words = { yes: '是', no: '否' }
  const read = (value: Parameters<typeof textOfValue>[0], dataType: string | null) =>
    textOfValue(value, dataType, words)
  expect([read(true, 'boolean'), read('false', 'boolean'), read('true', 'character')]).toEqual(['是', '否', 'true'])
  expect(['98000.5', 52000, '-3', '0.125', '50000-60000'].map((one) => read(one, 'currency'))).toEqual([
    ...['98000.50', '52000.00', '-3.00', '0.125', '50000-60000'],
  ])
  expect([read(18.5, 'numeric'), read(null, 'currency'), read('莫**', null)]).toEqual(['18.5', '—', '莫**'])
})
