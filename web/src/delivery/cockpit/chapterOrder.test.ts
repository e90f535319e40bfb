import { expect, test } from 'vitest'
import { chapterRank } from './chapterOrder.ts'

test('chapters stand as in the plan, and what is outside of them last', () => {
  const chapters = ['', '三', '二', '第十二章', '十', '第3章', '二十一', '附件']
  expect(chapters.toSorted((one, other) => chapterRank(one) - chapterRank(other))).toEqual([
    ...['二', '三', '第3章', '十', '第十二章', '二十一', '附件', ''],
  ])
})
