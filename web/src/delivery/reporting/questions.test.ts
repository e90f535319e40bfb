import { expect, test } from 'vitest'
import { questionsOf } from './questions.ts'

type Detail = Parameters<typeof questionsOf>[0]
type Content = Parameters<typeof questionsOf>[1]
const content = { progress: '已开工。' } as Content
const detail = (facts: object) => ({ last: null, parts: [], reports: [], ...facts }) as Detail
const part = (shortName: string, state: string) => ({ organization: { shortName }, state })

test('a report without anything to ask about goes at once', () => {
  expect(
    questionsOf(detail({ parts: [part('北海市', 'submitted'), part('南宁市', 'waived')] }), content, []),
  ).toBeNull()
})

test('[DEL-229] a lead is asked about participants that have not reported, by name', () => {
  const parts = [part('北海市', 'due'), part('南宁市', 'returned'), part('钦州市', 'accepted')]
  expect(questionsOf(detail({ parts }), content, [])?.missing).toEqual(['北海市', '南宁市'])
})

test('[DEL-229] doubts and a text that did not change are asked about', () => {
  const doubt = { kind: 'percent_fell', claimed: {}, known: {} }
  expect(questionsOf(detail({}), content, [doubt])).toMatchObject({ doubts: [doubt], unchanged: false })
  expect(questionsOf(detail({ last: { content } }), content, [])).toMatchObject({ unchanged: true })
  expect(questionsOf(detail({ last: { content }, reports: [{}] }), content, [])).toBeNull()
})
