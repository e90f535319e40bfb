import { expect, test } from 'vitest'
import { DATA_TYPES } from '../../../../../src/exchange/catalogue/schemas.ts'
import { MASKS_OF, OPERATORS_OF, termsFaults, VALUE_KINDS } from '../../../../../src/exchange/terms/index.ts'
import * as page from './kinds.ts'

test('the page offers the masks and conditions that the server takes', () => {
  expect([page.MASKS_OF, page.OPERATORS_OF]).toEqual([MASKS_OF, OPERATORS_OF])
  for (const dataType of DATA_TYPES) {
    const kind = page.kindOf(dataType)
    expect([dataType, kind]).toEqual([dataType, VALUE_KINDS[dataType]])
    const item = [{ name: '项', dataType }]
    for (const mask of page.MASKS_OF[kind])
      expect(termsFaults({ items: ['项'], masks: { 项: page.maskOf(mask) }, rows: [] }, item)).toEqual([])
    for (const operator of page.OPERATORS_OF[kind]) {
      const rows = [{ item: '项', operator, values: [page.EXAMPLES[kind]] }]
      expect(termsFaults({ items: ['项'], masks: {}, rows }, item)).toEqual([])
    }
  }
})
