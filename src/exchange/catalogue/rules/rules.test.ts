import { describe, expect, test } from 'vitest'
import { aContent } from '../fixtures.testing.ts'
import { CLASSES, classIn, classWords, isClassCode } from './classes.ts'
import { emptyContent, tidied } from './content.ts'
import { isCreditCode } from './creditCode.ts'
import { freshnessOf, lateBefore } from './freshness.ts'
import { completenessOf, contradictsItself, gapsForPublishing } from './gaps.ts'

describe('what a description has to say', () => {
  test('[EXC-3] all that the guide demands, named when it is missing', () => {
    expect(gapsForPublishing(emptyContent('资源'))).toEqual([
      ...['classCode', 'abstract', 'format', 'sharingType', 'sharingModes', 'isOpen', 'updatePeriod'],
    ])
    expect(gapsForPublishing(aContent())).toEqual([])
  })

  test('[EXC-3] sharing on a condition says which; withholding says by what law, and needs no way of sharing', () => {
    expect(gapsForPublishing(aContent({ sharingCondition: '' }))).toEqual(['sharingCondition'])
    const withheld = aContent({ sharingType: 'none', sharingModes: [] })
    expect(gapsForPublishing(withheld)).toEqual(['legalBasis'])
    expect(gapsForPublishing({ ...withheld, legalBasis: '《个人信息保护法》第二十八条' })).toEqual([])
    expect(gapsForPublishing(aContent({ sharingType: 'unconditional', sharingModes: [] }))).toEqual(['sharingModes'])
    expect(gapsForPublishing(aContent({ isOpen: true }))).toEqual(['openCondition'])
  })

  test('[EXC-3] a database and a sheet have items; a film has none', () => {
    for (const [format, gaps] of [
      ['database', ['items']],
      ['spreadsheet', ['items']],
      ['stream', []],
    ] as const)
      expect([format, gapsForPublishing(aContent({ format, items: [] }))]).toEqual([format, gaps])
  })

  test('[EXC-4] what is withheld from departments is not open to society', () => {
    expect(contradictsItself(aContent({ sharingType: 'none', isOpen: true }))).toBe(true)
    expect(contradictsItself(aContent({ sharingType: 'conditional', isOpen: true }))).toBe(false)
  })

  test('[EXC-11] completeness counts what applies, and names the rest', () => {
    expect(completenessOf(aContent(), '11450000000000001E')).toEqual({ percent: 100, gaps: [] })
    expect(completenessOf(aContent(), null)).toEqual({ percent: 93, gaps: ['creditCode'] })
    const { percent, gaps } = completenessOf(emptyContent('资源'), null)
    expect(percent).toBe(7) // the name, of fourteen
    expect(gaps).toHaveLength(13)
    expect(gaps).not.toContain('legalBasis')
  })

  test('[EXC-3] what an answer rules out is not published with it', () => {
    const said = { sharingCondition: '仅限执法', legalBasis: '某法', openCondition: '注明来源' }
    expect(tidied(aContent({ ...said, sharingType: 'none', isOpen: false }))).toMatchObject({
      ...{ sharingCondition: '', legalBasis: '某法', sharingModes: [], openCondition: '' },
    })
    expect(tidied(aContent({ ...said, sharingType: 'unconditional', isOpen: true }))).toMatchObject({
      ...{ sharingCondition: '', legalBasis: '', openCondition: '注明来源' },
    })
    expect(tidied(aContent({ ...said, sharingType: null, isOpen: null }))).toMatchObject(said)
  })
})

describe('a promise of updates', () => {
  test('[EXC-10] is late from the first working day after its day', () => {
    // 2026-06-06 is a Saturday: it moves to Monday the 8th, and Tuesday is late.
    expect(freshnessOf('2026-06-06', '2026-06-08')).toBe('fresh')
    expect(freshnessOf('2026-06-06', '2026-06-09')).toBe('late')
    expect(freshnessOf(null, '2026-06-09')).toBe('unpromised')
  })

  test('[EXC-10] a query says the same as the rule', () => {
    for (let day = 1; day <= 30; day++) {
      const due = `2026-09-${String(day).padStart(2, '0')}`
      for (const today of ['2026-09-15', '2026-09-19', '2026-10-03', '2026-10-09'])
        expect([due, today, due < lateBefore(today)]).toEqual([due, today, freshnessOf(due, today) === 'late'])
    }
  })
})

describe('classes of the guide', () => {
  test('[EXC-21] are 5 of basic, 12 of themes, 8 of departments', () => {
    const count = (division: string) => Object.keys(CLASSES).filter((code) => code.startsWith(division)).length
    expect(['1', '2', '3'].map(count)).toEqual([5, 12, 8])
    expect([isClassCode('212000'), isClassCode('213000'), isClassCode('21200')]).toEqual([true, false, false])
  })

  test.each([
    ['211000', '211000'],
    ['211', '211000'],
    ['生态环保', '211000'],
    ['主题信息资源/生态环保', '211000'],
    ['主题信息资源／生态环保／012', '211012'],
    ['部门信息资源/省(自治区、直辖市)及其下各级政务部门', '307000'],
    ['部门信息资源/生态环保', null],
    ['213000', null],
    ['其他', null],
    ['', null],
  ])('[EXC-21] %s is %s', (cell, code) => expect(classIn(cell)).toBe(code))

  test('[EXC-21] what is written is read again', () => {
    for (const code of Object.keys(CLASSES))
      for (const heading of ['000', '012']) expect(classIn(classWords(code + heading))).toBe(code + heading)
  })
})

test('[EXC-12] a unified social credit code checks itself', () => {
  for (const code of ['9144030071526726XG', '914403001922038216', '91110000802100433B'])
    expect([code, isCreditCode(code)]).toEqual([code, true])
  for (const code of ['9144030071526726XH', '91440300715267226G', '9144030071526726X', '91440300I526726XGA', ''])
    expect([code, isCreditCode(code)]).toEqual([code, false])
})
