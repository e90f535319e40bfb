import { expect, test } from 'vitest'
import { readSource } from '../readSource.ts'
import { faultOf, ownWords, rowsOf } from '../testing/expect.ts'

const read = (words: string) => readSource(new TextEncoder().encode(words), 'plan.md')

test('Markdown: marks go, words and list numbers stay, headings keep their level', async () => {
  const source = await read(
    '# 行动方案\n\n## 一、总体要求 ##\n1. **推进**[港口](http://a.cn)建设\n> 引文\n- 甲项\n***\n`代码`与\\*星号\n',
  )
  expect(ownWords(source)).toEqual(['行动方案', '一、总体要求', '1. 推进港口建设', '引文', '甲项', '代码与*星号'])
  expect(source.blocks.slice(0, 2).map((block) => [block.kind, block.level])).toEqual([
    ['heading', 1],
    ['heading', 2],
  ])
  expect(source.stated.title).toBe('行动方案')
})

test('[READ-2] Markdown tables become rows joined by TAB', async () => {
  const source = await read(
    '| 任务 | 责任单位 |\n|---|:--:|\n| 建设<br>铁路 | **市发展改革委** |\n| a\\|b |  |\n之后\n',
  )
  expect(rowsOf(source)).toEqual([
    ['任务', '责任单位'],
    ['建设 铁路', '市发展改革委'],
    ['a|b', ''],
  ])
  expect(faultOf(source)).toBeNull()
  expect(ownWords(source).at(-1)).toBe('之后')
})
