import { describe, expect, test } from 'vitest'
import { parseText } from '../plan/parsing/sources.testing.ts'
import { plainText } from './plainText.ts'
import { provisionsOf } from './provisions.ts'
import { national, regional } from './texts.testing.ts'

describe('provisions', () => {
  test('[ALN-1] each heading with text of its own is one, in text order and apart from each other', () => {
    for (const { text, provisions } of [national(), regional()]) {
      expect(provisions.length).toBeGreaterThan(3)
      let end = 0
      for (const { span, title } of provisions) {
        expect(span[0]).toBeGreaterThanOrEqual(end)
        expect(text.slice(...span)).toContain(title)
        end = span[1]
      }
    }
    expect(regional().provisions.map(({ path }) => path[1])).toEqual([
      '培育产业集群',
      '培育产业集群',
      '完善基础设施',
      '完善基础设施',
    ])
  })

  test('[ALN-1] a part that defines a term, and a row whose breaks were lost, is a provision of its own', () => {
    const terms = provisionsOf(
      parseText(
        '第一章 空间布局\n第一节 构建框架\n优化全域空间布局，统筹城镇和乡村建设，提升国土开发品质。“一带”，指沿江的城镇发展地带，统筹岸线和港口布局。“两翼”，指东部和西部的产业集聚地区，推动错位发展。\n第二节 其他\n完善交通网络和公共服务设施体系。\n',
      ),
    )
    expect(terms.provisions.map(({ title }) => title)).toEqual(['构建框架', '一带', '两翼', '其他'])
    const rows = provisionsOf(
      parseText(
        '第一章 重点工程\n统筹安排各类重点项目并按年度计划滚动实施到位客运枢纽。建设东城和西城两处综合客运站并完善停车设施货运枢纽。建设南港货运中心和配套堆场道路设施空港枢纽。建设机场货站并扩建航站楼和停机坪。\n第二章 其他\n完善交通网络和公共服务设施体系。\n',
      ),
    )
    expect(rows.provisions.map(({ title }) => title)).toEqual(['重点工程', '客运枢纽', '货运枢纽', '空港枢纽', '其他'])
  })

  test('[ALN-1] a text without headings is one provision', () => {
    expect(provisionsOf(parseText('我们将继续做好各项工作，推动区域协调发展。')).provisions).toHaveLength(1)
    expect(provisionsOf(parseText('')).provisions).toEqual([])
  })

  test('[ALN-2] assignments in brackets are not compared, and what is leads back to the text', () => {
    const { text, provisions } = regional()
    for (const { body } of provisions) {
      expect(body.text).not.toContain('责任单位')
      for (const [at, unit] of [...body.text].entries())
        if (/\p{Script=Han}/u.test(unit)) expect(text.charAt(body.at[at] ?? -1)).toBe(unit)
    }
    expect(provisions[0]?.leads.map(({ name }) => name)).toContain('自治区交通运输厅')
  })

  test('[ALN-2] width, case, marks and blanks do not count', () => {
    const plain = (text: string) => plainText(text, [0, text.length], []).text
    expect(plain('推进“多规 合一”（试点），Ａ区。')).toBe(plain('推进多规合一(试点),a区。'))
    expect(plain('甲——乙')).toBe('甲—乙')
    const repaired = plainText(
      '加快推进产12业升级',
      [0, 10],
      [{ quote: '12', span: [5, 7], kind: 'page_number', fix: '', reason: '' }],
    )
    expect(repaired.text).toBe('加快推进产业升级')
    expect([...repaired.at]).toEqual([0, 1, 2, 3, 4, 7, 8, 9])
  })
})
