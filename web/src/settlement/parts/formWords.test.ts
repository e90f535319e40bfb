import i18next from 'i18next'
import { describe, expect, test } from 'vitest'
import { KNOWN_AGREEMENTS } from '../../../../src/settlement/index.ts'
import { en } from '../../messages/en.ts'
import { zhCN } from '../../messages/zh-CN.ts'
import { formWords } from './names.ts'

/** Words that a form writes into an agreement: what its parts, pools and steps are called, its units, notes and open points. */
function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  if (value === null || typeof value !== 'object') return []
  const { zh, kind, unit, note, pool } = value as Record<string, unknown>
  const own = [kind === undefined ? undefined : zh, unit, note, pool].filter(
    (one) => typeof one === 'string' && one !== '',
  )
  return [...(own as string[]), ...Object.values(value).flatMap(wordsIn)]
}

async function wordIn(lng: 'zh-CN' | 'en') {
  const resources = { 'zh-CN': { translation: zhCN }, en: { translation: en } }
  await i18next.init({ lng, resources, interpolation: { escapeValue: false } })
  return formWords(i18next.t)
}

describe('words of the published forms', () => {
  // A party that pays another's deduction is named as the pool; names of places stay.
  const parties = new Set(KNOWN_AGREEMENTS.flatMap((one) => Object.keys(one.parties)))
  const words = [...new Set(KNOWN_AGREEMENTS.flatMap((one) => [...wordsIn(one), ...(one.openPoints ?? [])]))].filter(
    (one) => !parties.has(one),
  )

  test('have an English one each', async () => {
    const word = await wordIn('en')
    expect(words.filter((one) => word(one) === one)).toEqual([])
    expect([word('元'), word('万元'), word('达标率')]).toEqual(['yuan', 'ten thousand yuan', 'pass rate'])
    expect(word('利益分享（甲市）')).toBe('Shared revenue (甲市)')
  })

  test('each form says on its card, in both, how it reckons', () => {
    const forms = KNOWN_AGREEMENTS.map(({ id }) => id).sort()
    expect(Object.keys(zhCN.settlement.agreements.forms).sort()).toEqual(forms)
    expect(Object.keys(en.settlement.agreements.forms).sort()).toEqual(forms)
  })

  test('stay as they are in Chinese, as what the parties wrote does in both', async () => {
    expect((await wordIn('en'))('甲河水费')).toBe('甲河水费')
    const word = await wordIn('zh-CN')
    expect(words.filter((one) => word(one) !== one)).toEqual([])
  })
})
