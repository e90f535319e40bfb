import { describe, expect, test } from 'vitest'
import { sourceOf } from './sources.testing.ts'
import { findTables } from './tables.ts'
import { viewOf } from './view.ts'

function tablesOf(text: string) {
  const { blocks } = sourceOf(text)
  return findTables(viewOf(text, blocks)).map(({ columns, rows }) => ({
    meanings: columns.map(({ meaning }) => meaning),
    rows: rows.length,
  }))
}

describe('tables', () => {
  test.each([
    ['序号\t工作任务\t牵头单位\t配合单位\t完成时限', ['number', 'task', 'lead', 'participant', 'deadline']],
    ['编号\t主要内容\t责任部门\t协办单位\t时间节点', ['number', 'detail', 'responsible', 'participant', 'deadline']],
    ['项目名称\t建设地点\t实施主体\t备注', ['project', 'place', 'responsible', 'other']],
    ['指标名称\t计量单位\t2020年\t2025年\t指标属性', ['indicator', 'unit', 'baseline', 'target', 'nature']],
  ])('[PARSE-30] columns are known by what their headings mean: %s', (header, meanings) => {
    const row = header.replace(/[^\t]+/g, '甲')
    expect(tablesOf(`${header}\n${row}\n${row}`)).toEqual([{ meanings, rows: 2 }])
  })

  test('[PARSE-30] of a header of two rows the lower one says more', () => {
    expect(
      tablesOf('序号\t工作任务\t责任分工\t责任分工\n序号\t工作任务\t牵头单位\t责任单位\n1\t建桥\t甲局\t乙局'),
    ).toEqual([{ meanings: ['number', 'task', 'lead', 'responsible'], rows: 1 }])
  })

  test('[PARSE-30] a table of anything else, and a line with a tab, are none', () => {
    expect(tablesOf('姓名\t电话\n张某\t12345')).toEqual([])
    expect(tablesOf('一、要求\t略')).toEqual([])
  })
})
