import { describe, expect, test } from 'vitest'
import { spellingsOf } from './spellings.ts'

describe('[GAZ-20] a body’s everyday name is spelled out', () => {
  test.each([
    ['发改委', ['发展改革委', '发展和改革委员会']],
    ['工信厅', ['工业和信息化厅', '工业信息化厅']],
    ['市人社局', ['市人力资源社会保障局', '市人力资源和社会保障局']],
    ['自治区住建厅', ['自治区住房城乡建设厅', '自治区住房和城乡建设厅']],
    ['文旅厅', ['文化和旅游厅']],
    ['卫健委', ['卫生健康委', '卫生健康委员会']],
    ['北海市市监局', ['北海市市场监管局', '北海市市场监督管理局']],
    ['国资委', ['国有资产监督管理委员会']],
    ['外办', ['外事办公室']],
    // And the other way round.
    ['国家发展和改革委员会', ['国家发改委', '国家发展改革委']],
  ])('%s', (name, expected) => {
    expect(spellingsOf(name)).toEqual(expect.arrayContaining(expected))
    expect(spellingsOf(name)).not.toContain(name)
  })

  test.each(['财政厅', '红树林', '港口集疏运', '发改', '全部', ''])('%s is as it is', (name) => {
    expect(spellingsOf(name)).toEqual([])
  })
})
